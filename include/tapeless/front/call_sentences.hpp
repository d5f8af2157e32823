// The mistakes of a call that the compiler can see, one sentence each (docs/errors.md). The first
// one found is told, and nothing is computed then.
#pragma once

#include <algorithm>
#include <string_view>

#include "tapeless/front/formula_sentences.hpp"
#include "tapeless/front/given.hpp"

namespace tapeless::front {

enum class call_problem {
  none,
  no_argument,
  unknown_input,
  unknown_axis,
  other_axes,
  not_whole,
  not_a_number,
  strange_shape,
  not_numbers,
  other_extents,
  unwanted_out,
  out_of_no_numbers,
  out_twice,
  not_bound,
  bound_twice,
  mixed,
  out_on_tape,
  two_tapes,
  told_before
};

// Whether a call can be made: with the problem, and the name of the input or axis that has it.
template <call_problem Found, base::text Name>
struct call_is_right {
  // Says it. The call returns something all the same, so that nothing else is said.
  template <class Result>
  static constexpr Result instead(Result nothing) {
    static_assert(
        Found != call_problem::no_argument,
        "tapeless: a call takes input = data, axis = extent, out(input) = memory, threads(n) and "
        "unchecked");
    static_assert(Found != call_problem::unknown_input,
                  "tapeless: data is bound to an input that does not appear in the formula");
    static_assert(Found != call_problem::unknown_axis,
                  "tapeless: an extent is given to an axis that does not appear in the formula");
    static_assert(Found != call_problem::other_axes,
                  "tapeless: an input is bound as it stands in the formula, with its axes");
    static_assert(Found != call_problem::not_whole,
                  "tapeless: an input of whole numbers is bound to whole numbers");
    static_assert(Found != call_problem::not_a_number,
                  "tapeless: a scalar input is bound to a number");
    static_assert(Found != call_problem::strange_shape,
                  "tapeless: an input is bound to data with a shape that only its own library can "
                  "read; use a view with the members of std::mdspan, or a copy");
    static_assert(Found != call_problem::not_numbers,
                  "tapeless: a tensor input is bound to a range of float, double or whole numbers");
    static_assert(Found != call_problem::other_extents,
                  "tapeless: the data bound to an input has other extents than its axes declare");
    static_assert(
        Found != call_problem::unwanted_out,
        "tapeless: out() is given for an input that is not in wrt(), or a formula that is "
        "not in also()");
    static_assert(Found != call_problem::out_of_no_numbers,
                  "tapeless: out() needs memory of float or double, in a row or at even distances");
    static_assert(Found != call_problem::out_twice,
                  "tapeless: out() is given twice for one result");
    static_assert(Found != call_problem::not_bound,
                  "tapeless: an input of the formula is not bound; write name = data in the call");
    static_assert(Found != call_problem::bound_twice,
                  "tapeless: an input is bound twice in one call");
    static_assert(Found != call_problem::mixed,
                  "tapeless: float and double are mixed in one call; use one of them");
    static_assert(Found != call_problem::out_on_tape,
                  "tapeless: out() has no meaning in a call with active numbers: the tape has the "
                  "gradient");
    static_assert(
        Found != call_problem::two_tapes,
        "tapeless: active numbers of two tapes are given to one call: float beside double, "
        "or numbers of an outer tape beside those of an inner one");
    return nothing;
  }
};

// Whether an input bound in a call has the axes of the one in the formula.
template <class P, class Input>
constexpr bool same_axes() {
  const ir::index_list axes = P::graph.inputs[slot_of<P, Input>()].axes;
  if (axes.size != Input::info.axes.size) return false;
  for (int d = 0; d < axes.size; ++d)
    if (P::graph.axes[axes[d]].name != Input::info.axes.axis[static_cast<unsigned>(d)]->name)
      return false;
  return true;
}

// Whether what the type of some data knows of its extents is as declared.
template <class Input, class Data>
constexpr bool declared_extents() {
  bool all = true;
  constexpr auto known = base::shape_of<Data>::extents;
  for (unsigned d = 0; known.size() == Input::info.axes.size && d < known.size(); ++d) {
    const auto declared = Input::info.axes.axis[d]->extent;
    all = all && (known[d] < 0 || declared < 0 || known[d] == declared);
  }
  return all;
}

template <class Input, class Data>
constexpr call_problem problem_of_tensor() {
  if constexpr (base::strange<Data>) return call_problem::strange_shape;
  else if constexpr (!base::readable<Data>) return call_problem::not_numbers;
  else if constexpr (!is_float<Data> && !is_double<Data> && !is_whole_number<base::number_in<Data>>)
    return call_problem::not_numbers;
  else return declared_extents<Input, Data>() ? call_problem::none : call_problem::other_extents;
}

// What is wrong with something that is given, for itself.
template <class P, class Given, bool OnTape>
struct judged {
  static constexpr call_problem problem =
      is_given<Given> ? call_problem::none : call_problem::no_argument;
  static constexpr std::string_view name = "";
};
template <class P, bool OnTape>
struct judged<P, refused, OnTape> {
  static constexpr call_problem problem = call_problem::told_before;
  static constexpr std::string_view name = "";
};
template <class P, class Input, class Data, bool OnTape>
struct judged<P, expr::binding<Input, Data>, OnTape> {
  static constexpr call_problem problem = [] {
    using data = std::remove_cvref_t<Data>;
    if constexpr (slot_of<P, Input>() < 0) return call_problem::unknown_input;
    else if constexpr (!same_axes<P, Input>()) return call_problem::other_axes;
    else if constexpr (Input::info.is_whole)
      return std::is_integral_v<base::number_in<data>> ? call_problem::none
                                                       : call_problem::not_whole;
    else if constexpr (Input::info.axes.size > 0) return problem_of_tensor<Input, data>();
    else
      return std::is_arithmetic_v<data> || recorded<data> ? call_problem::none
                                                          : call_problem::not_a_number;
  }();
  static constexpr std::string_view name = Input::info.name;
};
template <class P, class Axis, bool OnTape>
struct judged<P, expr::extent_binding<Axis>, OnTape> {
  static constexpr call_problem problem =
      axis_of<P, Axis>() < 0 ? call_problem::unknown_axis : call_problem::none;
  static constexpr std::string_view name = Axis::info.name;
};
template <class P, class Input, class T, class Memory, bool OnTape>
struct judged<P, expr::out_binding<Input, T, Memory>, OnTape> {
  static constexpr call_problem problem =
      OnTape                                                    ? call_problem::out_on_tape
      : (P::compilation::template output_of<Input>() < 0)       ? call_problem::unwanted_out
      : !std::is_same_v<T, float> && !std::is_same_v<T, double> ? call_problem::out_of_no_numbers
                                                                : call_problem::none;
  static constexpr std::string_view name = [] {
    if constexpr (expr::input<Input>) return Input::info.name;
    else return "";
  }();
};

struct found_in_call {
  call_problem problem = call_problem::none;
  std::string_view name;
};

// Whether the active numbers of a call can be of one tape.
template <class... Given>
constexpr bool one_tape() {
  const int kinds[] = {0, (2 * tapes_of<Given> + is_float<typename facts<Given>::data>)...};
  int first = 0;
  for (const int kind : kinds) {
    if (kind < 2) continue;
    if (first != 0 && kind != first) return false;
    first = kind;
  }
  return true;
}

// The first mistake of a call.
template <class P, class... Given>
inline constexpr found_in_call mistake_in_call = [] {
  constexpr bool on_tape = (is_active<Given> || ...);
  found_in_call found;
  (void)((found = {judged<P, Given, on_tape>::problem, judged<P, Given, on_tape>::name},
          found.problem != call_problem::none) ||
         ...);
  if (found.problem != call_problem::none) return found;

  int outs[P::graph.output_count + 1] = {};  // the first one for what is no out()
  (++outs[1 + given_output<P, Given>], ...);
  for (int o = 1; o <= P::graph.output_count; ++o)
    if (outs[o] > 1) return found_in_call{call_problem::out_twice, {}};

  int bound[P::graph.input_count + 1] = {};
  (++bound[1 + bound_slot<P, Given>::slot], ...);
  for (int i = 0; i < P::graph.input_count; ++i)
    if (bound[i + 1] != 1)
      return found_in_call{bound[i + 1] == 0 ? call_problem::not_bound : call_problem::bound_twice,
                           P::graph.inputs[i].name};

  if (!one_tape<Given...>()) found.problem = call_problem::two_tapes;
  else if (number<Given...>::mixed) found.problem = call_problem::mixed;
  return found;
}();

// The type that has the sentence about it; void if there is none.
template <class P, class... Given>
consteval auto judge_call() {
  if constexpr ((bundle<Given> || ...)) {
    using all = decltype(std::tuple_cat(unbundled<P>(std::declval<const Given&>())...));
    return []<class... Each>(std::type_identity<std::tuple<Each...>>) {
      return judge_call<P, std::remove_cvref_t<Each>...>();
    }(std::type_identity<all>{});
  } else if constexpr (mistake_in_call<P, Given...>.problem == call_problem::none) {
    return std::type_identity<void>{};
  } else {
    constexpr auto name = text_of([] { return mistake_in_call<P, Given...>.name; });
    return std::type_identity<call_is_right<mistake_in_call<P, Given...>.problem, name>>{};
  }
}
template <class P, class... Given>
using sentence_about_call = typename decltype(judge_call<P, Given...>())::type;

}  // namespace tapeless::front
