// bounds(slope, 0, 10): between which numbers minimize() keeps a parameter.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "tapeless/base/gather.hpp"
#include "tapeless/optimize/search/box.hpp"
#include "tapeless/optimize/search/flat.hpp"
#include "tapeless/optimize/settings.hpp"

namespace tapeless {

namespace optimizing {

// A number that is for all elements, or one for each.
template <class Given>
std::vector<double> limits_of(const Given& given) {
  if constexpr (std::is_arithmetic_v<Given>) {
    return {static_cast<double>(given)};
  } else {
    std::vector<double> all;
    base::for_each_number(base::settled(given),
                          [&all](const auto& x) { all.push_back(static_cast<double>(x)); });
    return all;
  }
}

template <class Input>
struct bounds_of {
  using input = Input;
  std::vector<double> lower, upper;
};

template <class Input, class Limit>
inline constexpr bool limits_fit = std::is_arithmetic_v<Limit> ||
                                   (base::readable<Limit> && rank<Input> > 0);

}  // namespace optimizing

// Keeps a parameter at or above `lower` and at or below `upper`: numbers, or for a tensor ranges
// with one for each element, row-major. Infinity is no bound. Of several bounds() for one parameter
// all hold.
template <expr::input Input, class Lower, class Upper>
auto bounds(Input, const Lower& lower, const Upper& upper) {
  constexpr bool fit = optimizing::limits_fit<Input, Lower> && optimizing::limits_fit<Input, Upper>;
  static_assert(fit,
                "tapeless: bounds() takes an input and two numbers; for a tensor also ranges of "
                "numbers, one for each element");
  if constexpr (fit)
    return optimizing::bounds_of<Input>{optimizing::limits_of(lower), optimizing::limits_of(upper)};
  else return optimizing::bounds_of<Input>{};
}

namespace optimizing {

[[gnu::cold]] inline std::string place_of(std::size_t i, bool is_scalar) {
  return is_scalar ? "" : " at [" + std::to_string(i) + "]";
}

// The bounds of one parameter, element by element.
template <class Input>
class checked_bounds {
 public:
  checked_bounds(const bounds_of<Input>& given, std::size_t size) : given_(given) {
    check_count("lower", given.lower, size);
    check_count("upper", given.upper, size);
    for (std::size_t i = 0; i < size; ++i)
      if (!(lower(i) <= upper(i)))
        base::fail("bounds: the lower bound of " + name() + " is " + printed(lower(i)) +
                   ", and its upper bound " + printed(upper(i)) + where(i));
  }

  double lower(std::size_t i) const { return element(given_.lower, i); }
  double upper(std::size_t i) const { return element(given_.upper, i); }

  template <class T>
  void check_start(std::size_t i, T x) const {
    const double start = static_cast<double>(x);
    if (static_cast<T>(lower(i)) <= x && x <= static_cast<T>(upper(i))) return;
    base::fail("minimize: parameter " + name() + " is " + printed(start) + where(i) +
               " at the start, which is not between its bounds " + printed(lower(i)) + " and " +
               printed(upper(i)) + "; nothing is changed");
  }

 private:
  static double element(const std::vector<double>& limits, std::size_t i) {
    return limits[limits.size() == 1 ? 0 : i];
  }
  static std::string name() { return in_quotes(Input::info.name); }
  static std::string where(std::size_t i) { return place_of(i, rank<Input> == 0); }
  static void check_count(const char* which, const std::vector<double>& limits, std::size_t size) {
    if (limits.size() != 1 && limits.size() != size)
      base::fail("bounds: parameter " + name() + " has " + std::to_string(size) + " values, but " +
                 std::to_string(limits.size()) + " " + which + " bounds");
  }

  const bounds_of<Input>& given_;
};

// All bounds() together, as those of one vector; the start is between them.
template <class Flat, class... Input>
auto box_of(const Flat& theta, const bounds_of<Input>&... given) {
  using T = typename Flat::number;
  if constexpr (sizeof...(Input) == 0) {
    return box<T>();
  } else {
    box<T> all(theta.size());
    std::vector<T> start(theta.size());
    theta.gather(start);
    const auto take = [&](const auto& one) {
      using input = typename std::remove_cvref_t<decltype(one)>::input;
      const std::size_t first = theta.template first<input>(), size = theta.template count<input>();
      const checked_bounds limits(one, size);
      for (std::size_t i = 0; i < size; ++i) {
        limits.check_start(i, start[first + i]);
        all.narrow(first + i, static_cast<T>(limits.lower(i)), static_cast<T>(limits.upper(i)));
      }
    };
    (take(given), ...);
    return all;
  }
}

}  // namespace optimizing

}  // namespace tapeless
