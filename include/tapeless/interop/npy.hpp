// One array as NumPy keeps it: a .npy file, a line of text before the numbers. Version 1.0 is
// written; 2.0 and 3.0, which have room for longer lines, are read as well.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tapeless/interop/little_endian.hpp"

namespace tapeless::interop {

static_assert(std::endian::native == std::endian::little,
              "tapeless: .npy files are written and read on little-endian machines only");

inline constexpr std::string_view npy_magic("\x93NUMPY", 6);
inline constexpr std::string_view npy_version("\x01\x00", 2);

// As Python prints a tuple: (), (3,), (25, 10).
inline std::string python_tuple(const std::vector<std::size_t>& numbers) {
  std::string text = "(";
  for (const std::size_t number : numbers)
    text += (text.size() > 1 ? ", " : "") + std::to_string(number);
  return text + (numbers.size() == 1 ? ",)" : ")");
}

// What NumPy says of a row-major array of T.
template <class T>
std::string npy_text(const std::vector<std::size_t>& shape) {
  return std::string("{'descr': '") + (sizeof(T) == 4 ? "<f4" : "<f8") +
         "', 'fortran_order': False, 'shape': " + python_tuple(shape) + ", }";
}

// What stands before the numbers; with blanks, so that they start at a multiple of 64 bytes.
inline std::string npy_header(std::string text) {
  const std::size_t before = npy_magic.size() + npy_version.size() + 2;
  text.append(63 - (before + text.size()) % 64, ' ');
  text += '\n';
  return std::string(npy_magic).append(npy_version) + little_endian(text.size(), 2) + text;
}

// The entries of such a text, whatever its blanks, quotes and order.
inline std::vector<std::string> npy_entries(std::string_view text) {
  std::vector<std::string> entries(1);
  int depth = 0;
  for (const char c : text) {
    std::string& entry = entries.back();
    depth += (c == '(') - (c == ')');
    if (c == ')' && entry.ends_with(',')) entry.pop_back();
    if (c == ',' && depth == 0) entries.emplace_back();
    else if (std::string_view("{} \t\r\n").find(c) == std::string_view::npos)
      entry += c == '"' ? '\'' : c;
  }
  std::erase(entries, "");
  std::sort(entries.begin(), entries.end());
  return entries;
}

struct npy_array {
  std::string_view text;  // without the blanks at its end; empty if this is no .npy that we know
  std::string_view numbers;
};

inline npy_array read_npy(std::string_view bytes) {
  const std::size_t version = npy_magic.size(), length = version + npy_version.size();
  if (bytes.size() < length || !bytes.starts_with(npy_magic)) return {};
  const bool known = bytes[version] >= 1 && bytes[version] <= 3 && bytes[version + 1] == 0;
  const std::size_t before = length + (bytes[version] == 1 ? 2 : 4);
  if (!known || bytes.size() < before) return {};
  const std::size_t size = little_endian(bytes.substr(length, before - length));
  if (bytes.size() - before < size) return {};
  const std::string_view text = bytes.substr(before, size);
  return {text.substr(0, text.find_last_not_of(" \n") + 1), bytes.substr(before + size)};
}

}  // namespace tapeless::interop
