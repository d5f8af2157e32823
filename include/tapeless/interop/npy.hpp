// One array as NumPy keeps it: a .npy file of version 1.0, a line of text before the numbers.
#pragma once

#include <bit>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tapeless/interop/little_endian.hpp"

namespace tapeless::interop {

static_assert(std::endian::native == std::endian::little,
              "tapeless: .npy files are written and read on little-endian machines only");

inline constexpr std::string_view npy_magic("\x93NUMPY\x01\x00", 8);

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
  const std::size_t before = npy_magic.size() + 2;
  text.append(63 - (before + text.size()) % 64, ' ');
  text += '\n';
  return std::string(npy_magic) + little_endian(text.size(), 2) + text;
}

struct npy_array {
  std::string_view text;  // without the blanks at its end; empty if this is no .npy of version 1.0
  std::string_view numbers;
};

inline npy_array read_npy(std::string_view bytes) {
  const std::size_t before = npy_magic.size() + 2;
  if (bytes.size() < before || !bytes.starts_with(npy_magic)) return {};
  const std::size_t size = little_endian(bytes.substr(npy_magic.size(), 2));
  if (bytes.size() < before + size) return {};
  const std::string_view text = bytes.substr(before, size);
  return {text.substr(0, text.find_last_not_of(" \n") + 1), bytes.substr(before + size)};
}

}  // namespace tapeless::interop
