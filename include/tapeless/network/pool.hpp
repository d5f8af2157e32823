// What is greatest, or the mean, in windows over rows and columns.
#pragma once

#include <bit>
#include <limits>

#include "tapeless/network/window.hpp"

namespace tapeless {

namespace network {

// "row" after windows of 2 is "row/2"; if they do not lie side by side, "row/2:3".
template <class From, std::int64_t Size, std::int64_t Stride, padding Pads>
inline constexpr auto pooled_name = [] {
  if constexpr (Pads == padding::same)
    return joined<pooled_name<From, Size, Stride, padding::valid>, "+">;
  else if constexpr (Size == Stride) return joined<joined<name_of<From>, "/">, digits<Stride>>;
  else return joined<joined<pooled_name<From, Stride, Stride, Pads>, ":">, digits<Size>>;
}();

template <base::text Inside, class From, std::int64_t Size, std::int64_t Stride, padding Pads>
constexpr auto pooled() {
  constexpr std::int64_t room = Pads == padding::same ? Size : From::info.extent;
  window_within<"pool", name_of<From>, room, Size>();
  constexpr auto name = pooled_name<From, Size, Stride, Pads>;
  constexpr windows along{From::info.extent, Size, Stride, Pads};
  using to = expr::named_axis<name, along.count()>;
  using inside = expr::named_axis<joined<Inside, digits<Size>>, Size>;
  return sliding<From, to, inside, along>{};
}

inline constexpr expr::constant<std::bit_cast<std::uint64_t>(
    -std::numeric_limits<double>::infinity())>
    least_of_all{};

struct greatest {
  template <class F, class Rows, class Columns, class A, class B>
  static constexpr auto of(F f, Rows rows, Columns columns, A a, B b) {
    return max(read_windows(f, rows, columns, least_of_all), a, b);
  }
};

// The first of the greatest, row by row, gets all of the gradient, as in TensorFlow.
struct first_greatest {
  template <class F, class Rows, class Columns, class A, class B>
  static constexpr auto of(F f, Rows rows, Columns columns, A, B) {
    const auto read = read_windows(f, rows, columns, least_of_all);
    return expr::reduction<op::first_greatest, std::remove_const_t<decltype(read)>, A, B>{};
  }
};

// (Of what lies inside: what a window has outside does not count.)
struct average {
  template <class F, class Rows, class Columns, class A, class B>
  static constexpr auto of(F f, Rows rows, Columns columns, A a, B b) {
    const auto total = sum(read_windows(f, rows, columns, whole_constant<0>()), a, b);
    return total / steps_inside(rows, a) / steps_inside(columns, b);
  }

 private:
  template <class Along, class Inside>
  static constexpr auto steps_inside(Along along, Inside inside) {
    if constexpr (!Along::leaves) {
      return extent(inside);
    } else {
      using literals::operator""_c;
      const auto place = along.place();
      return sum(where(place >= 0_c && place < extent(along.from), 1_c, 0_c), inside);
    }
  }
};

template <class Kind, int Rows, int Columns, layers::with With>
struct pool {
  template <features X>
  constexpr auto operator()(X x) const {
    constexpr bool image = size_of<typename X::axes> == 3 && X::deep == 1;
    static_assert(image, "tapeless: a pool is of features along row, column and channel");
    static_assert(With.groups == 1, "tapeless: a pool has no groups");
    if constexpr (image) return apply(x, typename X::axes{});
    else return x;
  }

 private:
  template <features X, class Row, class Column, class Channel>
  static constexpr auto apply(X x, list<Row, Column, Channel>) {
    constexpr int down = With.stride == 0 ? Rows : With.stride;
    constexpr int across = With.stride == 0 ? Columns : With.stride;
    const auto rows = pooled<"window.row:", Row, Rows, down, With.padding>();
    const auto columns = pooled<"window.column:", Column, Columns, across, With.padding>();
    const auto f = Kind::of(x.formula, rows, columns, typename decltype(rows)::inside{},
                            typename decltype(columns)::inside{});
    return with_axes(with_formula(x, f),
                     list<typename decltype(rows)::to, typename decltype(columns)::to, Channel>{});
  }
};

struct global_average {
  template <features X>
  constexpr auto operator()(X x) const {
    static_assert(size_of<typename X::axes> == 3 && X::deep == 1,
                  "tapeless: global_avg_pool() is of features along row, column and channel");
    return []<class Row, class Column, class Channel>(X of, list<Row, Column, Channel>) {
      return with_axes(with_formula(of, mean(of.formula, Row{}, Column{})), list<Channel>{});
    }(x, typename X::axes{});
  }
};

}  // namespace network

namespace layers {

// max_pool<2, 2>: the greatest of windows of 2 by 2, side by side. Equal ones share the gradient.
template <int Rows, int Columns, with With = with{}>
inline constexpr network::pool<network::greatest, Rows, Columns, With> max_pool{};

// The same; of equal ones the first gets all of the gradient.
template <int Rows, int Columns, with With = with{}>
inline constexpr network::pool<network::first_greatest, Rows, Columns, With> first_max_pool{};

template <int Rows, int Columns, with With = with{}>
inline constexpr network::pool<network::average, Rows, Columns, With> avg_pool{};

// The mean over all rows and columns.
inline constexpr network::global_average global_avg_pool{};

}  // namespace layers

}  // namespace tapeless
