// What minimize() is given after the loss and wrt(), in any order: who is who.
#pragma once

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include "tapeless/front/given.hpp"
#include "tapeless/front/result.hpp"
#include "tapeless/optimize/parameters.hpp"
#include "tapeless/optimize/search/bounds.hpp"
#include "tapeless/optimize/search/constraints.hpp"
#include "tapeless/optimize/search/method.hpp"
#include "tapeless/optimize/search/show_progress.hpp"

namespace tapeless::optimizing {

template <class Theta, class Input>
inline constexpr bool holds = false;
template <class T, class... Inputs, class Input>
inline constexpr bool holds<parameters<T, Inputs...>, Input> = (std::is_same_v<Input, Inputs> ||
                                                                ...);

enum class role { theta, data, method, rules, watcher, bar, bounds, constraint, none };

template <class Given>
inline constexpr role plain_role = method<Given>            ? role::method
                                   : front::is_given<Given> ? role::data
                                                            : role::none;
template <class T, class... Inputs>
inline constexpr role plain_role<parameters<T, Inputs...>> = role::data;
template <class Input, class T, class Memory>
inline constexpr role plain_role<expr::out_binding<Input, T, Memory>> = role::none;
template <class Call>
inline constexpr role plain_role<step_watcher<Call>> = role::watcher;
template <class Input>
inline constexpr role plain_role<bounds_of<Input>> = role::bounds;
template <relation Is, class Function, class... Data>
inline constexpr role plain_role<constraint<Is, Function, Data...>> = role::constraint;
template <>
inline constexpr role plain_role<stop> = role::rules;
template <>
inline constexpr role plain_role<show_progress> = role::bar;

// The parameters that move are in a variable, and hold inputs of wrt(); others are data.
template <class Given, class... Wanted>
consteval role role_of(hana::tuple<Wanted...>) {
  using plain = std::remove_cvref_t<Given>;
  constexpr bool variable =
      std::is_lvalue_reference_v<Given> && !std::is_const_v<std::remove_reference_t<Given>>;
  return variable && (holds<plain, Wanted> || ...) ? role::theta : plain_role<plain>;
}

// A reference to what is given, if it has the role.
template <role Role, class Wanted, class Given>
auto if_it_is(std::remove_reference_t<Given>& given) {
  if constexpr (role_of<Given>(Wanted{}) == Role) return std::tie(given);
  else return std::tuple<>();
}

template <class Wanted, class... Given>
class arguments {
 public:
  explicit arguments(std::remove_reference_t<Given>&... given) : all_(given...) {}

  template <role Role>
  static constexpr int count = (0 + ... + (role_of<Given>(Wanted{}) == Role ? 1 : 0));
  template <role Role>
  static constexpr bool has = count<Role> == 1;

  // Where the first one stands that has the role; it; its type.
  template <role Role>
  static consteval std::size_t place() {
    const role roles[] = {role_of<Given>(Wanted{})..., Role};
    return static_cast<std::size_t>(std::find(std::begin(roles), std::end(roles), Role) - roles);
  }
  template <role Role>
  auto& the() const {
    return std::get<place<Role>()>(all_);
  }
  template <role Role>
  using type = std::remove_cvref_t<std::tuple_element_t<place<Role>(), std::tuple<Given...>>>;

  // References to all that have it, and their types.
  template <role Role>
  auto those() const {
    return std::apply(
        [](auto&... given) { return std::tuple_cat(if_it_is<Role, Wanted, Given>(given)...); },
        all_);
  }
  template <role Role>
  using types = std::type_identity<decltype(std::tuple_cat(
      if_it_is<Role, Wanted, Given>(std::declval<std::remove_reference_t<Given>&>())...))>;

 private:
  std::tuple<std::remove_reference_t<Given>&...> all_;
};

}  // namespace tapeless::optimizing
