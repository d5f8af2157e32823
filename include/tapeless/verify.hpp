// Whether derivatives are right: compared with finite differences, and the compiled loops with the
// slow and obvious way.
#pragma once

#include "tapeless/base/cpp20.hpp"

#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <ostream>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "tapeless/base/finite.hpp"
#include "tapeless/base/sentence.hpp"
#include "tapeless/front/finite_difference.hpp"
#include "tapeless/front/slow_call.hpp"
#include "tapeless/gradient.hpp"
#include "tapeless/jacobian.hpp"
#include "tapeless/tape.hpp"

namespace tapeless {

// What verify() found: whether all that was compared is right, and the entry that is worst, in a
// sentence. `error` is how far that is off, as a part of what it may be: at most 1 if all is right.
struct verification {
  bool right = true;
  double error = 0;
  std::string worst = "nothing was compared";
  std::int64_t compared = 0;

  explicit operator bool() const { return right; }
  friend std::ostream& operator<<(std::ostream& to, const verification& v) {
    return to << (v.right ? "right: " : "WRONG: ") << v.worst;
  }

  // Takes an entry in: it may be off by `allowed`. `name` says which it is, `by` what it is
  // compared with.
  void compare(double got, double expected, double allowed, const auto& name,
               const std::string& by) {
    ++compared;
    const double off = std::abs(got - expected);
    const bool same = got == expected || (base::is_nan(got) && base::is_nan(expected));
    const double part = same ? 0 : off / allowed;
    if (!(part > error) && compared > 1 && !base::is_nan(part)) return;
    error = base::is_nan(part) ? std::numeric_limits<double>::max() : part;
    right = right && error <= 1;
    worst = base::joined(
        {name(), " is ", base::printed(got), ", and ", by, " ", base::printed(expected)});
  }
};

namespace front {

// A copy of the data for an input, as double, whose numbers can be moved.
template <class Given>
struct movable {
  using input = void;
  const Given& it;

  explicit movable(const Given& g) : it(g) {}
  const Given& given() const { return it; }
};
template <class Input, class Data>
requires(!Input::info.is_whole) struct movable<expr::binding<Input, Data>> {
  static constexpr int rank = Input::info.axes.size == 0 ? 1 : base::shape_of<Data>::rank;
  using input = Input;
  std::vector<double> numbers;
  base::view<const double, rank> view;

  explicit movable(const expr::binding<Input, Data>& b) {
    if constexpr (Input::info.axes.size == 0) {
      numbers = {static_cast<double>(b.data)};
      view = base::row_major<const double>(numbers.data(), base::extent_list<1>{1});
    } else {
      const auto& data = base::settled(b.data);
      base::for_each_number(data, [this](auto x) { numbers.push_back(static_cast<double>(x)); });
      view =
          base::row_major<const double>(numbers.data(), base::extents_of(data, Input::info.name));
    }
  }
  movable(const movable&) = delete;
  movable& operator=(const movable&) = delete;

  auto given() const {
    if constexpr (Input::info.axes.size == 0)
      return expr::binding<Input, const double&>{*view.first};
    else return expr::binding<Input, const base::view<const double, rank>&>{view};
  }
};

template <class T>
std::span<const T> as_numbers(const T& number) {
  return {&number, 1};
}
template <class T>
std::span<const T> as_numbers(const std::vector<T>& numbers) {
  return numbers;
}
template <class T, std::size_t Size>
std::span<const T> as_numbers(const std::array<T, Size>& numbers) {
  return numbers;
}

// How far results may be off: rounding of the type, as a part of an entry and of the largest one.
template <class T>
inline constexpr double of_entry = std::is_same_v<T, float> ? 1e-3 : 1e-7;
template <class T>
inline constexpr double of_largest = std::is_same_v<T, float> ? 1e-4 : 1e-10;

inline double largest(const auto& numbers) {
  double size = std::numeric_limits<double>::min();
  for (const auto x : numbers)
    if (base::is_finite(x)) size = std::max(size, std::abs(static_cast<double>(x)));
  return size;
}

// Looks at one call of a compiled formula.
template <class P, class T, class... Given>
class verifier {
  static constexpr pipeline::pass_function derive = P::compilation::derive;
  static constexpr bool squares = pipeline::is<derive, pass::gauss_newton>;
  static constexpr std::size_t most = 64;  // elements of an input that are moved

 public:
  explicit verifier(const Given&... given) : results_(outputs<P, T>(given...)), copies_(given...) {}

  verification operator()(const Given&... given) {
    compare_engines(given...);
    each_output([&]<int Output>() {
      if constexpr (P::graph.outputs[Output].input >= 0) compare<Output>();
    });
    return found_;
  }

 private:
  static void each_output(const auto& use) {
    [&use]<int... Output>(std::integer_sequence<int, Output...>) {
      (use.template operator()<Output>(), ...);
    }
    (std::make_integer_sequence<int, P::graph.output_count>{});
  }

  void compare_engines(const Given&... given) {
    look_at_call<as_derived<P>, T>(
        [this](const ir::graph& g, const ir::evaluator<T>& values, const std::ptrdiff_t* extents) {
          std::copy_n(extents, P::graph.axis_count, extents_);
          each_output([&]<int Output>() {
            const std::span<const T> fast = as_numbers(std::get<Output>(results_));
            std::vector<T> slow(fast.size());
            values.write(g.outputs[Output], slow.data());
            const double size = largest(slow);
            for (std::size_t i = 0; i < fast.size(); ++i)
              found_.compare(
                  fast[i], slow[i], (of_entry<T> * std::abs(slow[i]) + of_largest<T> * size),
                  [&] { return name_of<Output>() + place(P::graph.outputs[Output].axes, i); },
                  "computed slowly it is");
          });
        },
        given...);
  }

  // The results whose derivatives are looked at, where the data has been moved to.
  std::vector<double> results_here() const {
    std::vector<double> all;
    std::apply(
        [&all](const auto&... copy) {
          look_at_call<as_written<P>, double>(
              [&all](const ir::graph& g, const ir::evaluator<double>& values,
                     const std::ptrdiff_t* extents) {
                std::size_t size = 1;
                for (int d = 0; d < g.outputs[0].axes.size; ++d)
                  size *= static_cast<std::size_t>(extents[g.outputs[0].axes[d]]);
                all.resize(size);
                values.write(g.outputs[0], all.data());
              },
              copy.given()...);
        },
        copies_);
    if constexpr (squares) {
      double half_of_squares = 0;
      for (const double r : all) half_of_squares += r * r / 2;
      all = {half_of_squares};
    }
    return all;
  }

  // The derivatives by one input.
  template <int Output>
  void compare() {
    constexpr int input = P::graph.outputs[Output].input;
    std::vector<double>& numbers = numbers_of(P::graph.inputs[input].name);
    const std::span<const T> got = as_numbers(std::get<Output>(results_));
    const double size = largest(got);
    const std::size_t count = numbers.size(), moved = std::min(count, most);
    for (std::size_t m = 0; m < moved; ++m) {
      const std::size_t e = m * count / moved;
      const double x = numbers[e];
      const auto f = [&](double to) {
        numbers[e] = to;
        auto all = results_here();
        numbers[e] = x;
        return all;
      };
      const std::vector<difference> by = differences(f, x);
      for (std::size_t r = 0; r < by.size(); ++r) {
        const double d = got[r * count + e];
        if (!by[r].known()) continue;
        const double allowed =
            of_entry<T> * std::abs(by[r].value) + of_largest<T> * size + 10 * by[r].error;
        if (std::abs(d - by[r].value) > allowed && slopes_beside(f, x, r).have_between(d)) continue;
        found_.compare(
            d, by[r].value, allowed,
            [&] { return name_of<Output>() + place(P::graph.outputs[Output].axes, r * count + e); },
            "finite differences give");
      }
    }
  }
  std::vector<double>& numbers_of(std::string_view name) {
    std::vector<double>* found = nullptr;
    const auto look = [&]<class Copy>(Copy& copy) {
      if constexpr (!std::is_void_v<typename Copy::input>)
        if (Copy::input::info.name == name) found = &copy.numbers;
    };
    std::apply([&](auto&... copy) { (look(copy), ...); }, copies_);
    return *found;
  }

  template <int Output>
  static std::string name_of() {
    constexpr int input = P::graph.outputs[Output].input;
    if constexpr (input < 0)
      return Output == 0 ? "the value" : squares ? "J^T J" : "a formula of also()";
    else
      return base::joined({pipeline::is<derive, pass::adjoint> ? "the gradient" : "the derivative",
                           " by ", base::in_quotes(P::graph.inputs[input].name)});
  }
  // " at n = 3, k = 1"
  std::string place(const ir::index_list& axes, std::size_t element) const {
    std::string text;
    for (int d = axes.size - 1; d >= 0; --d) {
      const auto extent = static_cast<std::size_t>(extents_[axes[d]]);
      text = base::joined({d == 0 ? " at " : ", ", P::graph.axes[axes[d]].name, " = ",
                           std::to_string(element % extent), text});
      element /= extent;
    }
    return text;
  }

  decltype(outputs<P, T>(std::declval<const Given&>()...)) results_;
  std::tuple<movable<Given>...> copies_;
  std::ptrdiff_t extents_[P::graph.axis_count + 1] = {};
  verification found_;
};

// (A compiled formula is not asked: it answers with a sentence.)
template <class F>
inline constexpr bool is_function_of_numbers = [] {
  if constexpr (compiled_formula<F>) return false;
  else return std::is_invocable_v<const F&, const std::vector<active<double>>&>;
}();

}  // namespace front

// Compares a call of what gradient(), function(), jacobian() or gauss_newton() compiled with the
// same computed slowly, node by node, and its derivatives with central differences of the formula
// in double precision (at most 64 elements of an input): verify(fit, height = h, theta). At a
// corner every slope between those to both sides is right. For tests: it takes long.
template <front::compiled_formula Compiled, class... Given>
verification verify(Compiled f, const Given&... given) {
  using P = typename Compiled::program;
  if constexpr ((front::bundle<Given> || ...)) {
    return std::apply([f](const auto&... each) { return verify(f, each...); },
                      std::tuple_cat(front::unbundled<P>(given)...));
  } else {
    using sentence = front::sentence_about_call<P, Given...>;
    if constexpr (!std::is_void_v<sentence>) return sentence::instead(verification{});
    else
      return front::verifier<P, typename front::number<Given...>::type, Given...>(given...)(
          given...);
  }
}

// The same of a formula: its gradient, or its Jacobian if it is a tensor.
template <expr::operand Formula, expr::input... Inputs, class... Given>
verification verify(Formula f, hana::tuple<Inputs...> wanted, const Given&... given) {
  using formula = decltype(expr::number_of<Formula>());
  if constexpr (mistake<pass::adjoint, formula, Inputs...> == ir::problem::loss_is_not_a_scalar)
    return verify(jacobian(f, wanted), given...);
  else return verify(gradient(f, wanted), given...);
}

// The gradient by the tape of a function of a vector, f(std::vector<active<double>>), which takes a
// std::vector<double> as well.
template <class F>
requires front::is_function_of_numbers<F> verification verify(const F& f, std::vector<double> x) {
  tape<double> t;
  const std::vector<active<double>> inputs = t.inputs(x);
  const active<double> y = f(inputs);
  const std::vector<double> gradient = t.gradient(y);
  verification found;
  found.compare(
      y.value(), f(std::as_const(x)), 1e-10 * std::abs(y.value()),
      [] { return std::string("the value"); }, "of plain numbers it is");
  for (std::size_t e = 0; e < x.size(); ++e) {
    const double here = x[e];
    const auto moved = [&](double to) {
      x[e] = to;
      const double value = f(std::as_const(x));
      x[e] = here;
      return std::vector<double>{value};
    };
    const front::difference by = front::differences(moved, here)[0];
    if (!by.known()) continue;
    const double allowed = front::of_entry<double> * std::abs(by.value) +
                           front::of_largest<double> * front::largest(gradient) + 10 * by.error;
    if (std::abs(gradient[e] - by.value) > allowed &&
        front::slopes_beside(moved, here, 0).have_between(gradient[e]))
      continue;
    found.compare(
        gradient[e], by.value, allowed,
        [e] { return "the gradient at [" + std::to_string(e) + "]"; }, "finite differences give");
  }
  return found;
}

}  // namespace tapeless

// See <tapeless/gradient.hpp>.
namespace tapeless::names {

using tapeless::verification;
using tapeless::verify;

}  // namespace tapeless::names
