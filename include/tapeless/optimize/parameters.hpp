// optimize/: what is learned, and how.
// Named inputs together with their values. In a call they stand for their bindings:
// fit(theta, height = h).
#pragma once

#include <tuple>
#include <utility>

#include "tapeless/optimize/identity.hpp"
#include "tapeless/optimize/parameter.hpp"
#include "tapeless/optimize/start.hpp"

namespace tapeless {

// Owns the values of some inputs: theta = parameters(slope = 6.0, weights = zeros(25, 10)).
// theta[slope] is the number, theta[weights] the std::vector; both are there to be read and
// written.
template <class T, class... Inputs>
class parameters {
  static_assert(sizeof...(Inputs) > 0, "tapeless: parameters() holds at least one input");
  static_assert(expr::all_differ<Inputs...>(), "tapeless: parameters(): an input is given twice");

 public:
  using number = T;

  template <class... Given>
  requires(!std::is_same_v<std::remove_cvref_t<Given>, parameters> && ...)  //
      explicit parameters(Given&&... starts)
      : held_(optimizing::parameter<T, Inputs>(
            start<Given>::data_of(std::forward<Given>(starts)))...) {
    static_assert((optimizing::is_start<Given> && ...),
                  "tapeless: parameters() takes input = value, such as slope = 6.0");
    static_assert(!optimizing::common_number<typename start<Given>::number...>::mixed,
                  "tapeless: parameters(): float and double are mixed; use one of them");
  }

  template <class Input>
  auto& operator[](Input) & {
    return held<Input>(*this).value;
  }
  template <class Input>
  const auto& operator[](Input) const& {
    return held<Input>(*this).value;
  }
  // A part of a temporary is the caller's.
  template <class Input>
  auto operator[](Input) && {
    return std::move(held<Input>(*this).value);
  }

  // The extents of a value; its size alone, if more is not known.
  template <expr::input Input>
  std::vector<std::size_t> shape(Input) const {
    return held<Input>(*this).shape();
  }

  // What a call makes of it.
  auto bindings() const {
    return std::tuple(expr::binding<Inputs, const value_of<Inputs>&>{(*this)[Inputs{}]}...);
  }

  // By it optimizers know what they remember.
  auto& identity() { return identity_; }

 private:
  template <class Given>
  using start = optimizing::start<std::remove_cvref_t<Given>>;
  template <class Input>
  using value_of = decltype(optimizing::parameter<T, Input>::value);

  template <class Input>
  static auto& held(auto& self) {
    constexpr bool is_there = (std::is_same_v<Input, Inputs> || ...);
    constexpr bool is_input = expr::input<Input>;
    static_assert(is_input, "tapeless: a parameter is found by its input: theta[slope]");
    static_assert(!is_input || is_there, "tapeless: this input is not among the parameters");
    if constexpr (is_there) return std::get<optimizing::parameter<T, Input>>(self.held_);
    else return std::get<0>(self.held_);
  }

  std::tuple<optimizing::parameter<T, Inputs>...> held_;
  optimizing::identity identity_{};
};

template <class... Given>
parameters(const Given&...) -> parameters<
    typename optimizing::common_number<typename optimizing::start<Given>::number...>::type,
    typename optimizing::start<Given>::input...>;

}  // namespace tapeless
