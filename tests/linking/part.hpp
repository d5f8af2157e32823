// One program of files that are compiled for different targets: what each of them offers.
#pragma once

#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>
#include <vector>

namespace linking {

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 3>;
constexpr auto x = input<"x">(n);
constexpr auto w = input<"w">(n, k);
using theta = parameters<double, std::remove_const_t<decltype(w)>>;

struct part {
  const char* flags;
  // The value and the sum of the gradient of one formula, the same in all files.
  double (*formula)(const std::vector<double>& data, int threads);
  void (*step)(adam& method, theta& at);
  active<double> (*model)(const active<double>& a);
  double (*derivatives)(const std::vector<double>& data);
  bool (*refuses)();

  const part* before = nullptr;
};

inline const part* last = nullptr;

struct registered {
  explicit registered(part& p) {
    p.before = last;
    last = &p;
  }
};

}  // namespace linking
