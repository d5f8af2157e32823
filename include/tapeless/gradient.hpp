// The front door: gradient(loss, wrt(...)) and function(f). Who wants only formulas, and neither
// the tape nor Jacobians, includes this header alone.
#pragma once

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored \
    "-Wshadow"  // g++ compares a header's own names with the user's global ones
#endif

#include "tapeless/base/cpp20.hpp"

// (Those with sentences come first, in this order: a compiler shows the headers that lead to one.)
#include "tapeless/expr/formula.hpp"

#include "tapeless/expr/axis.hpp"
#include "tapeless/expr/operators.hpp"

#include "tapeless/expr/input.hpp"
#include "tapeless/front/options.hpp"

#include "tapeless/front/formula_sentences.hpp"

#include "tapeless/front/call_sentences.hpp"

#include "tapeless/expr/cumsum.hpp"
#include "tapeless/expr/functions.hpp"
#include "tapeless/expr/linear_algebra.hpp"
#include "tapeless/expr/own.hpp"
#include "tapeless/expr/questions.hpp"
#include "tapeless/expr/random.hpp"
#include "tapeless/expr/rearranging.hpp"
#include "tapeless/expr/softmax.hpp"
#include "tapeless/expr/statistics.hpp"
#include "tapeless/front/door.hpp"
#include "tapeless/front/result.hpp"

namespace tapeless {

namespace front {

// The value of a program and its derivatives, as a call returns them, before they are computed.
template <class P, class T, class... Wanted, class... Given>
constexpr auto room_for_derivatives(const Given&...) {
  return []<int... W>(std::integer_sequence<int, W...>) {
    return gradients<kept<P, T, 0, Given...>, hana::tuple<Wanted...>,
                     hana::tuple<kept<P, T, 1 + W, Given...>...>>{};
  }
  (std::make_integer_sequence<int, sizeof...(Wanted)>{});
}

template <class P, class T, class... Wanted, class... Given>
constexpr auto with_derivatives(const Given&... given) {
  auto results = room_for_derivatives<P, T, Wanted...>(given...);
  compute_into<P, T>(results, given...);
  return results;
}

}  // namespace front

// A compiled formula: an empty object that is called with data (front::door says how). A gradient
// returns a tapeless::gradients, a function its value. When active numbers are among the data, the
// call is one statement of their tape, and returns the value alone.
template <class Formula, class... Wanted>
class compiled : public front::door<compiled<Formula, Wanted...>, program_of<Formula, Wanted...>> {
 public:
  using program = program_of<Formula, Wanted...>;

  // How many loops the plan has.
  static constexpr int loops = program::plan.loops.size;

  // What a call returns that can not be computed.
  template <class T, class... Given>
  static constexpr auto nothing(const Given&... given) {
    if constexpr (sizeof...(Wanted) == 0) return front::kept<program, T, 0, Given...>{};
    else return front::room_for_derivatives<program, T, Wanted...>(given...);
  }
  // (Inlined, because its name does not have the target: base/target.hpp.)
  template <class T, class... Given>
  [[gnu::always_inline]] static constexpr auto compute(const Given&... given) {
    if constexpr (sizeof...(Wanted) == 0) return std::get<0>(front::outputs<program, T>(given...));
    else return front::with_derivatives<program, T, Wanted...>(given...);
  }
};

// The inputs by which a gradient is wanted, in the order of the results.
template <class... Inputs>
requires(sizeof...(Inputs) == 0 || (expr::operand<Inputs> || ...)) constexpr auto wrt(Inputs...) {
  constexpr bool inputs = (expr::input<Inputs> && ...);
  static_assert(sizeof...(Inputs) > 0, "tapeless: wrt() names at least one input");
  static_assert(inputs, "tapeless: wrt() takes inputs, not formulas or reads along other axes");
  static_assert(!(expr::holds_whole<Inputs> || ...),
                "tapeless: an input of whole numbers has no derivative; leave it out of wrt()");
  if constexpr (inputs) return hana::tuple<Inputs...>{};
  else return front::refused{};
}

// Formulas, numbers or tensors, that are computed beside the first one, in the same loops.
template <class... Formulas>
struct also_wanted {};

template <class Formula, class... Formulas>
inline constexpr bool named_once = (0 + ... + int{std::is_same_v<Formula, Formulas>}) == 1;

template <class... Formulas>
constexpr auto also(Formulas...) {
  constexpr bool formulas =
      ((expr::formula<Formulas> && !expr::input<Formulas> && !expr::condition<Formulas>)&&...);
  static_assert(sizeof...(Formulas) > 0, "tapeless: also() names at least one formula");
  static_assert(formulas, "tapeless: also() takes formulas that are numbers");
  constexpr bool different = (named_once<Formulas, Formulas...> && ...);
  static_assert(different, "tapeless: also() names each formula once");
  if constexpr (formulas && different) return also_wanted<Formulas...>{};
  else return front::refused{};
}

// Compiles a scalar loss and its gradient: fit = gradient(loss, wrt(slope, intercept)); and what
// else is computed: gradient(loss, wrt(slope), also(residuals)).
template <class Loss, expr::input... Inputs, class... Others>
constexpr auto gradient(Loss, hana::tuple<Inputs...>, also_wanted<Others...> = {}) {
  using formula = decltype(expr::number_of<Loss>());
  if constexpr (!expr::operand<Loss>) return front::refused{};
  else
    return front::if_sound<compiled<formula, Inputs..., Others...>, pass::adjoint, formula,
                           Inputs..., Others...>::compile();
}

template <expr::operand Loss, class... Other>
constexpr auto gradient(Loss, Other...) {
  static_assert(front::told_before<Other...>,
                "tapeless: gradient: the inputs are given in wrt(): gradient(loss, wrt(x, y))");
  return front::refused{};
}

// Compiles a formula for its value alone, a number or a tensor. (ordered() says in which order its
// axes are.)
template <expr::operand Formula>
constexpr auto function(Formula) {
  using formula = decltype(expr::number_of<Formula>());
  return front::if_sound<compiled<formula>, pass::adjoint, formula>::compile();
}
// And others beside it: the result has their values, as that of a gradient has derivatives.
template <expr::operand Formula, class... Others>
constexpr auto function(Formula, also_wanted<Others...>) {
  using formula = decltype(expr::number_of<Formula>());
  return front::if_sound<compiled<formula, Others...>, pass::adjoint, formula,
                         Others...>::compile();
}

}  // namespace tapeless

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

// What is in these headers for users: `using namespace tapeless::names`. Functions are not listed:
// wherever a formula or an active number is among their arguments (gradient, wrt, sum, exp, ...),
// they are found without.
namespace tapeless::names {

using tapeless::axis;
using tapeless::input;
using tapeless::out;
using tapeless::pi_c;
using tapeless::threads;
using tapeless::unchecked;
using tapeless::whole;
using tapeless::with_derivative;
using tapeless::literals::operator""_c;

}  // namespace tapeless::names
