// A folder of cats and dogs, all in memory as 8-bit numbers: 25,000 photos take 1.2 GB.
#pragma once

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "image.hpp"

namespace photos {

struct data {
  std::size_t side;
  std::vector<unsigned char> bytes;  // side by side pixels of red, green and blue each
  std::vector<int> kinds;            // 0 is a cat, 1 a dog
};

// What a photo shows: its name or that of its folder begins with it (cat.17.jpg, dogs/17.jpg).
inline int kind_of(const std::filesystem::path& file) {
  for (const auto& part : {file.filename().string(), file.parent_path().filename().string()}) {
    std::string name = part.substr(0, 3);
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (name == "cat") return 0;
    if (name == "dog") return 1;
  }
  return -1;
}

inline data load(const std::string& folder, std::size_t side) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && kind_of(entry.path()) >= 0) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  data all{side, {}, {}};
  all.bytes.reserve(files.size() * side * side * 3);
  for (const auto& file : files) try {
      for (const float x : image::square(image::read(file.string()), side))
        all.bytes.push_back(static_cast<unsigned char>(std::lround(x)));
      all.kinds.push_back(kind_of(file));
    } catch (const std::exception& e) {
      std::fprintf(stderr, "left out: %s\n", e.what());
    }
  return all;
}

// Some of them, as numbers from 0 to 1.
struct batch {
  std::vector<float> pixels;
  std::vector<int> kinds;

  batch(const data& all, std::span<const int> places) {
    const std::size_t each = all.side * all.side * 3;
    pixels.reserve(places.size() * each);
    for (const int place : places) {
      const auto at = static_cast<std::size_t>(place);
      for (std::size_t i = at * each; i < (at + 1) * each; ++i)
        pixels.push_back(static_cast<float>(all.bytes[i]) / 255);
      kinds.push_back(all.kinds[at]);
    }
  }
};

// A folder to try things with: "cats" are striped across, "dogs" are noise, `count` of each.
inline void make(const std::filesystem::path& folder, int count) {
  std::mt19937 random(1);
  for (const std::string kind : {"cat", "dog"}) {
    std::filesystem::create_directories(folder / (kind + "s"));
    for (int k = 0; k < count; ++k) {
      image::picture p{160, 140, std::vector<unsigned char>(std::size_t{160} * 140 * 3)};
      const auto wide = static_cast<std::size_t>(6 + k % 5);
      for (std::size_t i = 0; i < p.rgb.size(); ++i) {
        const bool bright = kind == "cat" ? i / 3 / p.width / wide % 2 == 0 : random() % 2 == 0;
        p.rgb[i] = static_cast<unsigned char>((bright ? 180 : 20) + random() % 50);
      }
      image::write_png(folder / (kind + "s") / (std::to_string(k) + ".png"), p);
    }
  }
}

}  // namespace photos
