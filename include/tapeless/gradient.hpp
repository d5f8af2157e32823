// The front door: gradient(loss, wrt(...)) and function(f).
#pragma once

#include "tapeless/base/cpp20.hpp"
#include "tapeless/expr/functions.hpp"
#include "tapeless/front/door.hpp"
#include "tapeless/front/result.hpp"

namespace tapeless {

// A compiled formula: an empty object that is called with data (front::door says how). A gradient
// returns a tapeless::gradients, a function its value. When active numbers are among the data, the
// call is one statement of their tape, and returns the value alone.
template <class Formula, class... Wanted>
class compiled : public front::door<compiled<Formula, Wanted...>, program_of<Formula, Wanted...>> {
 public:
  using program = program_of<Formula, Wanted...>;

  // How many loops the plan has.
  static constexpr int loops = program::plan.loops.size;
  // The bytes that one thread uses beside its data, in double precision; -1 if extents are known
  // only at run time.
  static constexpr std::ptrdiff_t scratch_bytes = [] {
    std::ptrdiff_t extent[program::graph.axis_count + 1] = {};
    for (unsigned a = 0; a < static_cast<unsigned>(program::graph.axis_count); ++a)
      if ((extent[a] = program::graph.axes[a].extent) < 0) return std::ptrdiff_t{-1};
    return static_cast<std::ptrdiff_t>(
        emit::kernel<program, double>::bytes(emit::layout<program, double>(extent), 1));
  }();

  template <class T, class... Given>
  static constexpr auto compute(const Given&... given) {
    if constexpr (sizeof...(Wanted) == 0) return result_of<T>(given...).value;
    else return result_of<T>(given...);
  }

 private:
  template <class V>
  struct only_value {
    V value{};
  };
  template <class Input, class T, class... Given>
  using kept =
      typename front::kept_output<program, T, program::compilation::template output_of<Input>(),
                                  Given...>::type;
  template <class T, class... Given>
  using result = std::conditional_t<
      sizeof...(Wanted) == 0, only_value<kept<void, T, Given...>>,
      gradients<T, hana::tuple<Wanted...>, hana::tuple<kept<Wanted, T, Given...>...>>>;

  // The result is made where the caller wants it: a copy would wait for its parts to be written.
  template <class T, class... Given>
  static constexpr result<T, Given...> result_of(const Given&... given) {
    result<T, Given...> r{};
    if (std::is_constant_evaluated()) {
      front::constant_call<program, T> call;
      evaluate<T>(call, r, given...);
    } else {
      run<T>(r, given...);
    }
    return r;
  }

  template <class T, class Result, class... Given>
  static void run(Result& result, const Given&... given) {
    front::emitted_call<program, T> call;
    evaluate<T>(call, result, given...);
  }

  template <class T, class Call, class Result, class... Given>
  static constexpr void evaluate(Call& call, Result& result, const Given&... given) {
    front::evaluation<program, T, Call, Given...> e(call);
    (e.take(given), ...);
    e.resolve(given...);
    e.template place<0>(result.value);
    if constexpr (sizeof...(Wanted) > 0)
      (e.template place<program::compilation::template output_of<Wanted>()>(result[Wanted{}]), ...);
    e.run(given...);
    e.template copy_out<0>(result.value, given...);
    if constexpr (sizeof...(Wanted) > 0)
      (e.template copy_out<program::compilation::template output_of<Wanted>()>(result[Wanted{}],
                                                                               given...),
       ...);
  }
};

// The inputs by which a gradient is wanted, in the order of the results.
template <class... Inputs>
constexpr auto wrt(Inputs...) {
  static_assert(sizeof...(Inputs) > 0, "tapeless: wrt() names at least one input");
  static_assert((expr::input<Inputs> && ...),
                "tapeless: wrt() takes inputs, not formulas or reads along other axes");
  return hana::tuple<Inputs...>{};
}

// Compiles a scalar loss and its gradient: fit = gradient(loss, wrt(slope, intercept)).
template <class Loss, class... Inputs>
constexpr auto gradient(Loss, hana::tuple<Inputs...>) {
  using formula = decltype(expr::number_of<Loss>());
  if constexpr (front::check_formula<pass::adjoint, formula, Inputs...>())
    return compiled<formula, Inputs...>{};
}

template <class Loss, class Other>
constexpr void gradient(Loss, Other) {
  static_assert(!std::is_same_v<Other, Other>,
                "tapeless: gradient: the inputs are given in wrt(): gradient(loss, wrt(x, y))");
}

// Compiles a formula for its value alone, a number or a tensor.
template <class Formula>
constexpr auto function(Formula) {
  using formula = decltype(expr::number_of<Formula>());
  if constexpr (front::check_formula<pass::adjoint, formula>()) return compiled<formula>{};
}

}  // namespace tapeless
