// One parameter: an input's value, which it owns, and what is known of the value's shape.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <numeric>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "tapeless/base/sentence.hpp"
#include "tapeless/expr/input.hpp"
#include "tapeless/optimize/start.hpp"

namespace tapeless::optimizing {

using base::in_quotes;

template <class Input>
inline constexpr std::size_t rank = static_cast<std::size_t>(Input::info.axes.size);

template <std::size_t Rank>
std::size_t product(const std::array<std::size_t, Rank>& extents) {
  return std::accumulate(extents.begin(), extents.end(), std::size_t{1}, std::multiplies<>());
}

// The extents of a value of this size: what the axes declare, and one more that follows from it.
// The others are 0.
template <class Input>
std::array<std::size_t, rank<Input>> extents_for(std::size_t size) {
  std::array<std::size_t, rank<Input>> extents{};
  std::size_t declared = 1;
  std::size_t* open = nullptr;
  for (std::size_t d = 0; d < rank<Input>; ++d) {
    const auto extent = Input::info.axes.axis[d]->extent;
    if (extent < 0) open = &extents[d];
    else declared *= extents[d] = static_cast<std::size_t>(extent);
  }
  if (open != nullptr && declared > 0) *open = size / declared;
  return extents;
}

// A tensor's value is row-major, as in a call.
template <class T, class Input, std::size_t Rank = rank<Input>>
struct parameter {
  std::vector<T> value;
  std::array<std::size_t, Rank> extents;

  template <base::readable Data>
  explicit parameter(const Data& start) {
    const auto& data = base::settled(start);
    const auto shape = base::extents_of(data, Input::info.name);
    value.reserve(static_cast<std::size_t>(base::product(shape)));
    base::for_each_number(data, [this](const auto& x) { value.push_back(static_cast<T>(x)); });
    extents = extents_for<Input>(value.size());
    if constexpr (shape.size() == Rank && Rank > 1) take(shape);
    else if (value.size() !=
             static_cast<std::size_t>(*std::max_element(shape.begin(), shape.end())))
      other_rank(shape.size());
  }
  explicit parameter(std::vector<T>&& start)
      : value(std::move(start)), extents(extents_for<Input>(value.size())) {}

  template <class Number>
  explicit parameter(const zero_tensor<Number, Rank>& zeros)
      : value(product(zeros.extents)), extents(zeros.extents) {
    for (std::size_t d = 0; d < Rank; ++d) check(*Input::info.axes.axis[d], extents[d], "zeros");
  }

  // (Of what start.hpp has a sentence about.)
  explicit parameter(const auto&) : extents{} {}

  // The extents if they are known and still right, else the size alone.
  std::vector<std::size_t> shape() const {
    if (product(extents) != value.size()) return {value.size()};
    return {extents.begin(), extents.end()};
  }

 private:
  void take(const base::extent_list<static_cast<int>(Rank)>& shape) {
    for (std::size_t d = 0; d < Rank; ++d) {
      extents[d] = static_cast<std::size_t>(shape[d]);
      check(*Input::info.axes.axis[d], extents[d], "values");
    }
  }
  [[noreturn]] static void other_rank(std::size_t found) {
    base::fail("parameters(): " + in_quotes(Input::info.name) + " has " + std::to_string(Rank) +
               (Rank == 1 ? " axis" : " axes") + ", but its data " + std::to_string(found) +
               " extents");
  }
  static void check(const expr::axis_info& axis, std::size_t extent, const std::string& what) {
    if (axis.extent >= 0 && extent != static_cast<std::size_t>(axis.extent))
      base::fail("parameters(): " + in_quotes(Input::info.name) + " has " + std::to_string(extent) +
                 " " + what + " along axis " + in_quotes(axis.name) + ", which is " +
                 std::to_string(axis.extent) + " (as declared)");
  }
};

template <class T, class Input>
struct parameter<T, Input, 0> {
  T value;

  template <class Number>
  explicit parameter([[maybe_unused]] const Number& number) : value() {
    if constexpr (std::is_arithmetic_v<Number>) value = static_cast<T>(number);
  }

  std::vector<std::size_t> shape() const { return {}; }
};

}  // namespace tapeless::optimizing
