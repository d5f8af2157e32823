// Parameters that are saved and loaded, and the files of such tests.
#pragma once

#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "../support/sentence.hpp"
#include "tapeless/interop/file.hpp"
#include "tapeless/optimize.hpp"

namespace tapeless::tests {

inline constexpr auto k = axis<"k">;
inline constexpr auto m = axis<"m">;
inline constexpr auto slope = input<"slope">;
inline constexpr auto weights = input<"weights">(k, m);
inline constexpr auto bias = input<"bias">(m);

// A file that is there as long as its test.
struct scratch {
  std::string path;
  explicit scratch(const std::string& name) : path("tapeless_test_" + name) {}
  scratch(const scratch&) = delete;
  scratch& operator=(const scratch&) = delete;
  ~scratch() { std::remove(path.c_str()); }

  std::string read() const { return interop::read_file(path); }
  void write(const std::string& bytes) const { std::ofstream(path, std::ios::binary) << bytes; }
};

inline auto some_parameters() {
  auto theta = parameters(slope = 0.1, weights = zeros(2, 3), bias = std::vector{-1.5, 0., 1e300});
  for (std::size_t i = 0; i < 6; ++i) theta[weights][i] = static_cast<double>(i) / 7;
  return theta;
}
inline auto empty_parameters() {
  return parameters(slope = 0.0, weights = zeros(2, 3), bias = zeros(3));
}

void check_equal(const auto& a, const auto& b) {
  BOOST_TEST(a[slope] == b[slope]);
  BOOST_TEST(a[weights] == b[weights], boost::test_tools::per_element());
  BOOST_TEST(a[bias] == b[bias], boost::test_tools::per_element());
}

}  // namespace tapeless::tests
