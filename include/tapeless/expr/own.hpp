// Functions of the user's own in formulas.
#pragma once

#include "tapeless/expr/functions.hpp"
#include "tapeless/op/own.hpp"

namespace tapeless {

namespace expr {

template <class Own>
inline constexpr op::code own_code =
    Own::arity == 1 ? op::code_of<op::own> : op::code_of<op::own_of_two>;
template <class Own, class... X>
inline constexpr term owned{.code = own_code<Own>,
                            .operand = {&X::term...},
                            .own = &Own::rule::value,
                            .hash = hash_of(own_code<Own>, Own::rule::value.hash, X::term.hash...)};

}  // namespace expr

template <base::text Name, class F, class... By, class... X>
requires expr::some_operand<std::remove_cvref_t<X>...>
constexpr auto compute_own(const own_function<Name, F, By...>&, X&&...) {
  using own = own_function<Name, F, By...>;
  static_assert(!own::has_state,
                "tapeless: in a formula the functions of with_derivative() have no state: they are "
                "lambdas without captures, and what they need is an operand or a static object");
  using namespace expr;
  return typename naming<owned<own, decltype(number_of<std::remove_cvref_t<X>>())...>>::type{};
}

}  // namespace tapeless
