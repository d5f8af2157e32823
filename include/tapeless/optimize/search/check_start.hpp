// Whether there is a value and a slope at the start; if not, what is to blame, in one sentence.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "tapeless/base/finite.hpp"
#include "tapeless/base/gather.hpp"
#include "tapeless/front/given.hpp"
#include "tapeless/optimize/search/bounds.hpp"

namespace tapeless::optimizing {

// Remembers the first number that is not finite, and where it is.
class suspect {
 public:
  bool found() const { return !sentence_.empty(); }
  const std::string& sentence() const { return sentence_; }

  template <class Input, class Data>
  void look_at(Input, const Data& data) {
    if constexpr (std::is_floating_point_v<Data>) {
      look_at_number(Input::info.name, data, 0, true);
    } else if constexpr (base::readable<Data> && !Input::info.is_whole) {
      std::size_t i = 0;
      base::for_each_number(
          data, [&](const auto& x) { look_at_number(Input::info.name, x, i++, false); });
    }
  }

 private:
  template <class Number>
  void look_at_number(std::string_view name, Number x, std::size_t i, bool is_scalar) {
    if constexpr (std::is_floating_point_v<Number>)
      if (!found() && !base::is_finite(x))
        sentence_ = ": input " + in_quotes(name) + " is " + printed(static_cast<double>(x)) +
                    place_of(i, is_scalar);
  }

  std::string sentence_{};
};

template <class Input, class Data>
void blame(suspect& all, const expr::binding<Input, Data>& b) {
  all.look_at(Input{}, b.data);
}
void blame(suspect& all, const auto& given) {
  if constexpr (front::bundle<std::remove_cvref_t<decltype(given)>>)
    std::apply([&all](const auto&... each) { (blame(all, each), ...); }, given.bindings());
}

// What is said of a value that is not finite: an input that is not either, if there is one. (Data
// of a function, in its captures, is not seen.)
template <class Objective>
[[gnu::cold]] std::string culprit(const Objective& objective) {
  suspect all;
  blame(all, objective.theta().theta());
  std::apply([&all](const auto&... data) { (blame(all, data), ...); }, objective.data());
  return all.sentence();
}

template <class T, class Objective>
void check_first(const point<T>& start, const Objective& objective) {
  const auto check = [&](std::string_view what, std::span<const T> numbers) {
    for (const T number : numbers)
      if (!base::is_finite(number))
        base::fail("minimize: " + std::string(what) + " is " +
                   printed(static_cast<double>(number)) + " at the start" + culprit(objective) +
                   "; nothing is changed");
  };
  check("the value", {&start.value, 1});
  objective.theta().for_each_part(start.gradient, [&](auto input, auto gradient) {
    check("the gradient by " + in_quotes(input.info.name), gradient);
  });
  check(objective.matrix_name(), start.matrix);
}

}  // namespace tapeless::optimizing
