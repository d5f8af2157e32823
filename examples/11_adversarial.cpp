// A network of 12,942,786 numbers tells photos of cats from photos of dogs. Four steps in which
// every colour of every pixel moves by 1/255, which nobody sees, and it takes the one for the
// other.
//
// The direction is the gradient of what it says by what it sees: 49,152 derivatives, of which only
// the signs are used.
//
//   11_adversarial [--weights FILE.npz] [--image FILE...]
//
// takes other weights (11_train makes some), and your photos instead of the two.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "cat_dog.hpp"
#include "gnuplot.hpp"
#include "numpy.hpp"

namespace {

using namespace cat_dog;

constexpr auto pixels = input<"pixels">(row, column, channel);
constexpr auto net = classifier(features(pixels, row, column, channel));
static_assert(parameter_count(net) == 12'942'786 && trainable_count(net) == 12'941'314);

// How much more it takes the image for what it is than for the other: it is 1 for a cat, -1 for a
// dog.
constexpr auto it_is = input<"it_is">;
constexpr auto kind = last_axis(net);
constexpr auto cat_or_dog = softmax(net).formula;
constexpr auto certainty = it_is * (at(cat_or_dog, kind = 0_c) - at(cat_or_dog, kind = 1_c));
constexpr auto look = gradient(certainty, wrt(pixels));

struct attack {
  numbers before, after;
  std::vector<double> cat;  // how certain it is of a cat, before each step and at the end
};

// `from` is 1 for a photo of a cat, -1 for one of a dog.
attack mislead(const auto& theta, const numbers& photo, int from) {
  attack a{photo, photo, {}};
  for (int step = 0;; ++step) {
    const auto r = look(theta, pixels = a.after, it_is = from);
    a.cat.push_back((1 + from * static_cast<double>(r.value)) / 2);
    if (step == 4) return a;
    const auto& slope = r[pixels];
    for (std::size_t i = 0; i < photo.size(); ++i) {
      const int sign = (slope[i] > 0) - (slope[i] < 0);
      a.after[i] = std::clamp(a.after[i] - static_cast<float>(sign) / 255, 0.0F, 1.0F);
    }
  }
}

void print(const char* what, const attack& a) {
  std::printf("%-10s", what);
  for (const double p : a.cat)
    std::printf("  %s %5.1f %%", p > 0.5 ? "cat" : "dog", 100 * std::max(p, 1 - p));
  std::puts("");
}

// What was added to the reds of six by six pixels, in 256ths.
void print_patch(const attack& a) {
  for (std::size_t r = 50; r < 56; ++r) {
    for (std::size_t c = 50; c < 56; ++c) {
      const std::size_t i = (r * side + c) * 3;
      std::printf("%4d", static_cast<int>(256 * (a.after[i] - a.before[i])));
    }
    std::puts("");
  }
}

// offset + factor times an image, as a block of data.
std::string as_rgb(const std::string& name, const numbers& image, float offset, float factor) {
  std::string lines = name + " << EOD\n";
  for (std::size_t i = 0; i < image.size(); ++i) {
    if (i % 3 == 0)
      lines += std::to_string(i / 3 % side) + " " + std::to_string(side - 1 - i / 3 / side);
    const float shown = std::clamp(offset + factor * image[i], 0.0F, 1.0F);
    lines += " " + std::to_string(std::lround(255 * shown)) + (i % 3 == 2 ? "\n" : "");
  }
  return lines + "EOD\n";
}

std::string caption(double cat) {
  char text[32];
  std::snprintf(text, sizeof text, "%s, %.1f %% certain", cat > 0.5 ? "cat" : "dog",
                100 * std::max(cat, 1 - cat));
  return text;
}

// A line for each photo: as it was, changed, and what was added, 20 times as bright around grey.
void draw(const std::vector<attack>& all) {
  std::string script =
      "set multiplot layout " + std::to_string(all.size()) +
      ",3\nunset key\nunset tics\nunset border\nset size ratio -1\n"
      "set lmargin 1\nset rmargin 1\nset xrange [-0.5:127.5]\nset yrange [-0.5:127.5]\n";
  for (const attack& a : all) {
    numbers added = a.after;
    for (std::size_t i = 0; i < added.size(); ++i) added[i] -= a.before[i];
    script += as_rgb("$before", a.before, 0, 1) + as_rgb("$after", a.after, 0, 1) +
              as_rgb("$added", added, 0.5F, 20);
    const auto panel = [&](const std::string& data, const std::string& title) {
      script += "set title '" + title + "'\nplot " + data + " using 1:2:3:4:5 with rgbimage\n";
    };
    panel("$before", caption(a.cat.front()));
    panel("$after", caption(a.cat.back()));
    panel("$added", "what was added, 20 times");
  }
  gnuplot::draw("11_adversarial.png", "png truecolor size 900," + std::to_string(320 * all.size()),
                script + "unset multiplot\n");
}

void print_steps() {
  std::printf("%21s  %12s %12s %12s %12s\n", "start", "step 1", "step 2", "step 3", "step 4");
}

// The two photos, and what TensorFlow finds.
int two_photos(const auto& theta, bool shipped) {
  const auto begin = std::chrono::steady_clock::now();
  const std::vector<attack> all{mislead(theta, numpy::read(DATA "cat_input.npy"), 1),
                                mislead(theta, numpy::read(DATA "dog_input.npy"), -1)};
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  print_steps();
  print("cat photo", all[0]);
  print("dog photo", all[1]);
  std::printf("(%.0f ms an image)\n", 1000 * took.count() / 10);
  std::puts("added to the reds in rows and columns 50 to 55 of the cat, in 256ths:");
  print_patch(all[0]);
  draw(all);

  const std::vector<double> cat_to_dog{0.911635, 0.667553, 0.310522, 0.103320, 0.031408};
  const std::vector<double> dog_to_cat{0.012963, 0.201809, 0.798596, 0.983931, 0.998956};
  const auto near = [](double a, double b) { return std::fabs(a - b) < 1e-4; };
  const bool as_found = std::ranges::equal(all[0].cat, cat_to_dog, near) &&
                        std::ranges::equal(all[1].cat, dog_to_cat, near);
  return !shipped || as_found ? 0 : 1;
}

// Photos of the user's: each is attacked as what the network takes it for.
int own_photos(const auto& theta, const std::vector<std::string>& files) {
  std::vector<attack> all;
  print_steps();
  for (const std::string& file : files) {
    const numbers photo = see(file);
    const bool is_cat = look(theta, pixels = photo, it_is = 1).value > 0;
    all.push_back(mislead(theta, photo, is_cat ? 1 : -1));
    std::puts(file.c_str());
    print("", all.back());
  }
  draw(all);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  std::string weights = DATA "cat_dog.npz";
  std::vector<std::string> files;
  for (int k = 1; k < count; ++k) {
    const std::string_view given = arguments[k];
    if (given == "--weights" && k + 1 < count) weights = arguments[++k];
    else if (given == "--image" && k + 1 < count) {
      files.assign(arguments + k + 1, arguments + count);
      break;
    } else {
      std::puts("11_adversarial [--weights FILE.npz] [--image FILE...]; 11_train DIR learns");
      return 2;
    }
  }
  try {
    const auto theta = load(net, weights);
    return files.empty() ? two_photos(theta, count == 1) : own_photos(theta, files);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
  }
}
