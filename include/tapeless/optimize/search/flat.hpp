// Parameters as one vector: the inputs of wrt() one after the other, tensors row-major.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>

#include "tapeless/front/options.hpp"
#include "tapeless/front/result.hpp"
#include "tapeless/optimize/parameters.hpp"
#include "tapeless/optimize/search/point.hpp"

namespace tapeless::optimizing {

template <class Theta, class... Wanted>
class flat;

// The sizes stay what they are at the beginning.
template <class T, class... Inputs, class... Wanted>
class flat<parameters<T, Inputs...>, Wanted...> {
 public:
  using number = T;

  flat(hana::tuple<Wanted...>, parameters<T, Inputs...>& theta) : theta_(theta) {
    std::size_t i = 0;
    ((first_[i + 1] = first_[i] + as_span(theta_[Wanted{}]).size(), ++i), ...);
  }

  auto& theta() { return theta_; }
  const auto& theta() const { return theta_; }
  std::size_t size() const { return first_[sizeof...(Wanted)]; }

  // Where an input's numbers begin, and how many there are.
  template <class Input>
  std::size_t first() const {
    return first_[place_of_input<Input>()];
  }
  template <class Input>
  std::size_t count() const {
    return first_[place_of_input<Input>() + 1] - first<Input>();
  }

  void gather(std::vector<T>& x) const {
    each([&](auto input, auto place) {
      const auto from = as_span(theta_[input]);
      std::copy(from.begin(), from.end(), part<place>(x).begin());
    });
  }
  void scatter(const std::vector<T>& x) {
    each([&](auto input, auto place) {
      const auto from = part<place>(x);
      std::copy(from.begin(), from.end(), as_span(theta_[input]).begin());
    });
  }

  // Lets a call write its gradients into one vector.
  auto outs(std::vector<T>& gradient) const {
    return with_places([&](auto... place) {
      return std::tuple(expr::out_binding<Wanted, T>{part<place>(gradient)}...);
    });
  }

  // What a gradient returned at a point; it looks at the point's memory.
  auto result(const point<T>& at) const {
    gradients<T, hana::tuple<Wanted...>, hana::tuple<kept<Wanted>...>> r;
    r.value = at.value;
    each([&](auto input, auto place) {
      const std::span<const T> found = part<place>(at.gradient);
      if constexpr (rank<decltype(input)> == 0) r[input] = found[0];
      else r[input] = found;
    });
    return r;
  }

  // use(input, part of the vector) for each input.
  void for_each_part(const std::vector<T>& vector, const auto& use) const {
    each([&](auto input, auto place) { use(input, part<place>(vector)); });
  }

  // f(numbers...) with the inputs' parts of a vector of other numbers: a scalar's number, a
  // tensor's std::span.
  template <class Number>
  decltype(auto) call(auto& f, const std::vector<Number>& numbers) const {
    return with_places([&](auto... place) -> decltype(auto) {
      return f(number_or_span<Wanted>(part<place>(numbers))...);
    });
  }

  // Bindings of the inputs to their parts of such a vector, and of the other parameters to their
  // values: what a formula is called with.
  template <class Number>
  auto bindings(const std::vector<Number>& numbers) const {
    const auto moving = with_places([&](auto... place) {
      return std::tuple(expr::binding<Wanted, part_of<Wanted, Number>>{
          number_or_span<Wanted>(part<place>(numbers))}...);
    });
    return std::tuple_cat(moving, resting<Inputs>()...);
  }

 private:
  template <class Input, class Number>
  using part_of = std::conditional_t<rank<Input> == 0, Number, std::span<const Number>>;
  template <class Input, class Number>
  static decltype(auto) number_or_span(std::span<const Number> numbers) {
    if constexpr (rank<Input> == 0) return (numbers[0]);
    else return numbers;
  }
  template <class Input>
  auto resting() const {
    using value = std::remove_reference_t<decltype(theta_[Input{}])>;
    if constexpr ((std::is_same_v<Input, Wanted> || ...)) return std::tuple();
    else return std::tuple(expr::binding<Input, const value&>{theta_[Input{}]});
  }

  template <class Input>
  static constexpr std::size_t place_of_input() {
    std::size_t place = 0, i = 0;
    ((std::is_same_v<Input, Wanted> ? place = i : 0, ++i), ...);
    return place;
  }

  template <class Input>
  using kept = std::conditional_t<rank<Input> == 0, T, std::span<const T>>;

  static auto with_places(const auto& use) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return use(std::integral_constant<std::size_t, I>{}...);
    }
    (std::index_sequence_for<Wanted...>{});
  }
  static void each(const auto& use) {
    with_places([&](auto... place) { (use(Wanted{}, place), ...); });
  }

  template <std::size_t Place, class Vector>
  auto part(Vector& all) const {
    return std::span(all).subspan(first_[Place], first_[Place + 1] - first_[Place]);
  }

  parameters<T, Inputs...>& theta_;
  std::array<std::size_t, sizeof...(Wanted) + 1> first_{};
};

template <class Theta, class... Wanted>
flat(hana::tuple<Wanted...>, Theta&) -> flat<Theta, Wanted...>;

}  // namespace tapeless::optimizing
