// The mistakes that the compiler can see, one sentence each (docs/errors.md). They are told here,
// at the front door, before anything is compiled.
#pragma once

#include "tapeless/front/limits.hpp"

namespace tapeless::front {

// A name of the formula, which get() returns, as a template argument: an error shows it.
template <class Get>
consteval auto text_of(Get) {
  constexpr std::string_view name = Get{}();
  return [name]<std::size_t... I>(std::index_sequence<I...>) {
    const char letters[] = {name[I]..., '\0'};
    return base::text<sizeof...(I) + 1>(letters);
  }
  (std::make_index_sequence<name.size()>{});
}

template <base::text Input, base::text Axis, std::int64_t Least, std::int64_t Greatest,
          std::int64_t Extent>
struct read_lies_inside {
  static_assert(Least >= 0 && Greatest < Extent,
                "tapeless: an input or a formula is read where it has no elements (the name, the "
                "axis, the least and the greatest place, and the extent are in the type)");
};

template <pipeline::pass_function Derive, class Formula, class... Wanted>
consteval bool check_formula() {
  constexpr ir::problem found = mistake<Derive, Formula, Wanted...>;
  static_assert(found != ir::problem::axis_has_two_meanings,
                "tapeless: two axes of the formula have one name, but another extent or another "
                "original; rename one");
  static_assert(found != ir::problem::input_has_two_meanings,
                "tapeless: two inputs of the formula have one name, but other axes; rename one");
  static_assert(found != ir::problem::too_many_axes,
                "tapeless: a formula has at most 60 axes, and a tensor at most 6");
  static_assert(found != ir::problem::axis_not_there,
                "tapeless: a reduction is over an axis that its operand does not have");
  static_assert(found != ir::problem::read_along_other_extent,
                "tapeless: an input is read along an axis of another extent; use a twin of the "
                "axis it was declared over");
  static_assert(
      found != ir::problem::not_a_subscript,
      "tapeless: a subscript is a whole-number formula of axes, extents and inputs of whole "
      "numbers, such as i + 1_c, 2_c * i + k, extent(i) - 1_c - i or which");
  if constexpr (found == ir::problem::read_outside) {
    constexpr auto& outside = pipeline::traced<Derive, Formula, Wanted...>.outside;
    constexpr auto input =
        text_of([] { return pipeline::traced<Derive, Formula, Wanted...>.outside.input; });
    constexpr auto axis =
        text_of([] { return pipeline::traced<Derive, Formula, Wanted...>.outside.axis; });
    (void)sizeof(read_lies_inside<input, axis, outside.least, outside.greatest, outside.extent>);
  }
  static_assert(found != ir::problem::loss_is_not_a_scalar,
                "tapeless: gradient: the loss is a tensor; wrap it in sum() or mean()");
  static_assert(found != ir::problem::whole_in_part,
                "tapeless: remainders are of whole numbers: of steps, extents and inputs of whole "
                "numbers");
  static_assert(found != ir::problem::wanted_twice,
                "tapeless: gradient: an input is named twice in wrt()");
  static_assert(found != ir::problem::wanted_not_there,
                "tapeless: gradient: an input in wrt() does not appear in the loss");
  if constexpr (found == ir::problem::none) return check_limits<Derive, Formula, Wanted...>();
  return found == ir::problem::none;
}

// The type of one that fails shows the input's name.
template <class Input, bool IsThere>
struct input_is_in_the_formula {
  static_assert(IsThere, "tapeless: data is bound to an input that does not appear in the formula");
};
template <class Axis, bool IsThere>
struct axis_is_in_the_formula {
  static_assert(IsThere,
                "tapeless: an extent is given to an axis that does not appear in the formula");
};
template <class Input, bool IsThere>
struct gradient_is_wanted {
  static_assert(IsThere, "tapeless: out() is given for an input that is not in wrt()");
};
template <base::text Name, int Times>
struct input_is_bound_once {
  static_assert(Times > 0,
                "tapeless: an input of the formula is not bound; write name = data in the call");
  static_assert(Times < 2, "tapeless: an input is bound twice in one call");
};

template <class P, class Input>
consteval bool same_axes() {
  constexpr int slot = slot_of<P, Input>();
  if constexpr (slot >= 0) {
    constexpr ir::index_list axes = P::graph.inputs[slot].axes;
    if (axes.size != Input::info.axes.size) return false;
    for (int d = 0; d < axes.size; ++d)
      if (P::graph.axes[axes[d]].name != Input::info.axes.axis[static_cast<unsigned>(d)]->name)
        return false;
  }
  return true;
}

// Whether what the type of some data knows of its extents is as declared.
template <class Input, class Data>
consteval bool declared_extents() {
  bool all = true;
  constexpr auto known = base::shape_of<Data>::extents;
  for (unsigned d = 0; known.size() == Input::info.axes.size && d < known.size(); ++d) {
    const auto declared = Input::info.axes.axis[d]->extent;
    all = all && (known[d] < 0 || declared < 0 || known[d] == declared);
  }
  return all;
}

template <class Input, class Data>
consteval void check_tensor() {
  constexpr bool numbers = base::readable<Data> && (is_float<Data> || is_double<Data>);
  static_assert(!base::strange<Data>,
                "tapeless: an input is bound to data with a shape that only its own library can "
                "read; use a view with the members of std::mdspan, or a copy");
  static_assert(base::strange<Data> || numbers,
                "tapeless: a tensor input is bound to a contiguous range of float or double");
  if constexpr (numbers)
    static_assert(declared_extents<Input, Data>(),
                  "tapeless: the data bound to an input has other extents than its axes declare");
}

template <class P, class Input, class Data>
consteval void check_given(std::type_identity<expr::binding<Input, Data>>) {
  using data = std::remove_cvref_t<Data>;
  (void)sizeof(input_is_in_the_formula<Input, (slot_of<P, Input>() >= 0)>);
  static_assert(same_axes<P, Input>(),
                "tapeless: an input is bound as it stands in the formula, with its axes");
  if constexpr (Input::info.is_whole)
    static_assert(std::is_integral_v<base::number_in<data>>,
                  "tapeless: an input of whole numbers is bound to whole numbers");
  else if constexpr (Input::info.axes.size == 0)
    static_assert(std::is_arithmetic_v<data>, "tapeless: a scalar input is bound to a number");
  else check_tensor<Input, data>();
}
template <class P, class Axis>
consteval void check_given(std::type_identity<expr::extent_binding<Axis>>) {
  (void)sizeof(axis_is_in_the_formula<Axis, (axis_of<P, Axis>() >= 0)>);
}
template <class P, class Input, class T, class Memory>
consteval void check_given(std::type_identity<expr::out_binding<Input, T, Memory>>) {
  (void)sizeof(gradient_is_wanted<Input, (P::compilation::template output_of<Input>() >= 0)>);
  static_assert(std::is_same_v<T, float> || std::is_same_v<T, double>,
                "tapeless: out() needs memory of float or double");
}
template <class P>
consteval void check_given(std::type_identity<expr::thread_option>) {}
template <class P>
consteval void check_given(std::type_identity<expr::unchecked_option>) {}

template <class P, int Slot, class... Given>
consteval void check_bound() {
  constexpr auto text = text_of([] { return P::graph.inputs[Slot].name; });
  (void)sizeof(input_is_bound_once<text, (0 + ... + (given_slot<P, Given>() == Slot ? 1 : 0))>);
}

template <class P, class... Given>
consteval bool every_out_once() {
  [[maybe_unused]] int times[P::graph.output_count + 1] = {};  // the first one for what is no out()
  bool once = true;
  ((once = ++times[1 + given_output<P, Given>] < 2 || given_output<P, Given> < 0 ? once : false),
   ...);
  return once;
}

template <class P, class... Given>
consteval bool check_call() {
  static_assert(
      (is_given<Given> && ...),
      "tapeless: a call takes input = data, axis = extent, out(input) = memory, threads(n) and "
      "unchecked");
  (check_given<P>(std::type_identity<Given>{}), ...);
  static_assert(every_out_once<P, Given...>(), "tapeless: out() is given twice for one result");
  [&]<int... Slot>(std::integer_sequence<int, Slot...>) { (check_bound<P, Slot, Given...>(), ...); }
  (std::make_integer_sequence<int, P::graph.input_count>{});
  return true;
}

}  // namespace tapeless::front
