// Arrays that NumPy has written: what is in an .npz by its name, or one .npy.
#pragma once

#include <tapeless/interop/npz.hpp>

#include <algorithm>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace numpy {

namespace interop = tapeless::interop;

template <class T>
std::vector<T> numbers(std::string_view file) {
  const interop::npy_array array = interop::read_npy(file);
  std::vector<T> all(array.numbers.size() / sizeof(T));
  std::memcpy(all.data(), array.numbers.data(), all.size() * sizeof(T));
  return all;
}

class archive {
 public:
  explicit archive(const std::string& path)
      : path_(path),
        file_(interop::read_file(path)),
        members_(interop::zip_reader(file_, path).members()) {}

  bool has(std::string_view name) const {
    return std::any_of(members_.begin(), members_.end(),
                       [&](const auto& m) { return m.name == interop::member_name(name); });
  }

  template <class T = float>
  std::vector<T> read(std::string_view name) const {
    for (const interop::zip_member& m : members_)
      if (m.name == interop::member_name(name)) return numbers<T>(m.bytes);
    throw std::runtime_error(path_ + " has no " + std::string(name));
  }

 private:
  std::string path_, file_;
  std::vector<interop::zip_member> members_;
};

inline std::vector<float> read(const std::string& path) {
  return numbers<float>(interop::read_file(path));
}

}  // namespace numpy
