// What a gradient returns: the value first, then the gradients in wrt order.
#pragma once

#include <array>
#include <boost/hana/at_key.hpp>
#include <boost/hana/map.hpp>
#include <boost/hana/pair.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/type.hpp>
#include <concepts>
#include <cstddef>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "tapeless/expr/input.hpp"

namespace tapeless {

namespace hana = boost::hana;

// The value of a loss and its gradient: r.value, r[slope], or auto [value, d_slope] = r; and what
// also() names: r[f]. A gradient is a number for a scalar input. For a tensor it is row-major, as
// the input: a std::array when the compiler knows its extents (and it has at most 64 KiB), else a
// std::vector, or a std::span of the memory given with out() if that lies in a row.
template <class T, class Inputs, class Gradients>
class gradients;

template <class T, class... Inputs, class... Gradients>
class gradients<T, hana::tuple<Inputs...>, hana::tuple<Gradients...>> {
 public:
  T value{};

  constexpr gradients() = default;

  // A mistake with a sentence.
  template <std::floating_point Number>
  constexpr operator Number() const {
    static_assert(!std::is_same_v<Number, Number>,
                  "tapeless: a result has a value and derivatives, and is no number: r.value, "
                  "r[x], or auto [value, dx] = g(x = data)");
    return 0;
  }

  template <class Input>
  constexpr auto& operator[](Input) & {
    return by<Input>(*this);
  }
  template <class Input>
  constexpr const auto& operator[](Input) const& {
    return by<Input>(*this);
  }
  // A part of a temporary is the caller's: for (double d : f(x = v)[x]).
  template <class Input>
  constexpr auto operator[](Input) && {
    return std::move(by<Input>(*this));
  }

  // For structured bindings.
  template <std::size_t I>
  constexpr auto& get() & {
    return at<I>(*this);
  }
  template <std::size_t I>
  constexpr const auto& get() const& {
    return at<I>(*this);
  }
  template <std::size_t I>
  constexpr auto get() && {
    return std::move(at<I>(*this));
  }

 private:
  template <std::size_t I>
  static constexpr auto& at(auto& self) {
    if constexpr (I == 0) return self.value;
    else return self.by_input_[hana::type_c<std::tuple_element_t<I - 1, std::tuple<Inputs...>>>];
  }
  template <class Input>
  static constexpr auto& by(auto& self) {
    constexpr bool there = (std::is_same_v<Input, Inputs> || ...);
    constexpr bool input = expr::input<Input>, formula = expr::formula<Input>;
    static_assert(there || formula, "tapeless: a derivative is found by its input: r[x]");
    static_assert(there || !input,
                  "tapeless: the gradient by this input was not asked for in wrt()");
    static_assert(there || input || !formula,
                  "tapeless: this formula is not computed: gradient(loss, wrt(x), also(f))");
    if constexpr (there) return self.by_input_[hana::type_c<Input>];
    else return self.value;
  }

  hana::map<hana::pair<hana::type<Inputs>, Gradients>...> by_input_;
};

// A mistake with a sentence.
template <class Stream, class T, class Inputs, class Gradients>
constexpr Stream& operator<<(Stream& stream, const gradients<T, Inputs, Gradients>&) {
  static_assert(!std::is_same_v<T, T>,
                "tapeless: a result is not printed as it is; print r.value and the elements of "
                "r[x]");
  return stream;
}

}  // namespace tapeless

template <class T, class... Inputs, class Gradients>
struct std::tuple_size<tapeless::gradients<T, boost::hana::tuple<Inputs...>, Gradients>>
    : std::integral_constant<std::size_t, 1 + sizeof...(Inputs)> {};

template <class T, class... Inputs, class... Gradients>
struct std::tuple_element<
    0, tapeless::gradients<T, boost::hana::tuple<Inputs...>, boost::hana::tuple<Gradients...>>> {
  using type = T;
};
template <std::size_t I, class T, class Inputs, class... Gradients>
struct std::tuple_element<I, tapeless::gradients<T, Inputs, boost::hana::tuple<Gradients...>>> {
  using type = std::tuple_element_t<I - 1, std::tuple<Gradients...>>;
};
