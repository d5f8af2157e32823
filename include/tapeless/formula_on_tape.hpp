// A compiled formula inside the tape: called with active numbers it is one statement, whose adjoint
// is compiled as well.
#pragma once

#include <algorithm>
#include <array>
#include <tuple>

#include "tapeless/gradient.hpp"
#include "tapeless/machine/workspace.hpp"
#include "tapeless/tape/call.hpp"
#include "tapeless/tape/range.hpp"

namespace tapeless {

namespace taped {

// What is given to such a call: data for an input, active or not, or something else.
template <class Given>
struct part {
  static constexpr bool is_active = false;
  static size_t size(const Given&) { return 0; }
};
template <class Input, class Data>
struct part<expr::binding<Input, Data>> {
  static constexpr bool is_active = front::is_active<expr::binding<Input, Data>>;
  static constexpr bool is_scalar = Input::info.axes.size == 0;
  using input = Input;
  using element = base::number_in<Data>;
  static constexpr int rank = is_scalar ? 1 : base::shape_of<Data>::rank;

  static auto extents(const expr::binding<Input, Data>& b) {
    if constexpr (is_scalar) return base::extent_list<1>{1};
    else return base::extents_of(b.data, Input::info.name);
  }
  static size_t size(const expr::binding<Input, Data>& b) {
    return static_cast<size_t>(base::product(extents(b)));
  }
  static void for_each(const expr::binding<Input, Data>& b, const auto& use) {
    if constexpr (is_scalar) use(b.data);
    else base::for_each_number(b.data, use);
  }

  // Their statements; returns all bits together.
  template <class T>
  static index statements(const expr::binding<Input, Data>& b, size_t size, index* to) {
    if constexpr (!is_scalar)
      if (base::lies_in_a_row(b.data))
        return active<T>::statements(base::first_of(b.data), size, to);
    index any = 0;
    for_each(b, [&](const active<T>& x) {
      *to = x.statement();
      any |= *to++;
    });
    return any;
  }
};
template <class Input, class T, class Memory>
struct part<expr::out_binding<Input, T, Memory>> {
  static constexpr bool is_active = false;
  static_assert(std::is_void_v<T>,
                "tapeless: out() has no meaning in a call with active numbers: the tape has the "
                "gradient");
};

template <class... Given>
struct active_parts;
template <>
struct active_parts<> {
  using inputs = hana::tuple<>;
};
template <class First, class... Others>
struct active_parts<First, Others...> : active_parts<Others...> {};
template <class First, class... Others>
requires(part<First>::is_active) struct active_parts<First, Others...> {
  template <class... Inputs>
  static hana::tuple<typename part<First>::input, Inputs...> before(hana::tuple<Inputs...>);

  using inputs = decltype(before(typename active_parts<Others...>::inputs{}));
  using number = value_type_of<typename part<First>::element>;

  template <class Given>
  static constexpr bool fits_beside() {
    if constexpr (!part<Given>::is_active) return true;
    else return std::is_same_v<value_type_of<typename part<Given>::element>, number>;
  }
  static_assert((fits_beside<Others>() && ...),
                "tapeless: active numbers of two tapes are given to one call: float beside double, "
                "or numbers of an outer tape beside those of an inner one");
};

template <class Formula, class Inputs>
struct derivative_by;
template <class Formula, class... Inputs>
struct derivative_by<Formula, hana::tuple<Inputs...>> {
  using type = compiled<Formula, Inputs...>;
};

// Plain numbers for an input, with the extents that its data had, and where the gradient by it is
// found among the others.
template <class Input, class T, bool Active, int Rank>
struct plain_numbers {
  base::view<const T, Rank> values;
  size_t first = 0;

  auto given() const {
    if constexpr (Input::info.axes.size == 0) return expr::binding<Input, const T&>{*values.first};
    else return expr::binding<Input, const base::view<const T, Rank>&>{values};
  }
  auto with_gradient(T* gradient) const {
    if constexpr (!Active) return std::tuple(given());
    else
      return std::tuple(given(), expr::out_binding<Input, T>{std::span<T>(
                                     gradient + first, static_cast<size_t>(values.count()))});
  }
};

// Anything else, as it was given.
template <class Given>
struct as_given {
  Given it;

  const auto& given() const { return it; }
  auto with_gradient(auto*) const { return std::tuple<decltype(given())>(it); }
};

// Takes what is given to a call apart: values one behind another, and the statements of those that
// are active. Other data is copied when `All`, else it stays where it is.
template <class T, bool All>
class unpacking {
 public:
  template <class... Given>
  explicit unpacking(const Given&... given)
      : active_count((size_t{0} + ... + size_of<true>(given))),
        count((size_t{0} + ... + size_of<!All>(given))),
        memory_(active_count * sizeof(index) + count * sizeof(T)),
        statement(reinterpret_cast<index*>(memory_.begin())),
        value(reinterpret_cast<T*>(statement + active_count)) {}

  template <class Given>
  auto take(const Given& given) {
    return as_given<const Given&>{given};
  }
  template <class Input, class Data>
  requires(All || part<expr::binding<Input, Data>>::is_active) auto take(
      const expr::binding<Input, Data>& b) {
    using of = part<expr::binding<Input, Data>>;
    const auto extents = of::extents(b);
    const auto size = static_cast<size_t>(base::product(extents));
    T* const first = value + taken_;
    const plain_numbers<Input, T, of::is_active, of::rank> numbers{
        base::row_major<const T>(first, extents), active_taken_};
    T* to_value = first;
    of::for_each(b, [&](const auto& x) { *to_value++ = static_cast<T>(tapeless::value(x)); });
    taken_ += size;
    if constexpr (of::is_active) {
      any_ |= of::template statements<T>(b, size, statement + active_taken_);
      active_taken_ += size;
    }
    return numbers;
  }

  // Whether something depends on what was taken.
  bool any() const { return any_ != 0; }

  const size_t active_count, count;

 private:
  template <bool OnlyActive, class Given>
  static size_t size_of(const Given& given) {
    return part<Given>::is_active || !OnlyActive ? part<Given>::size(given) : 0;
  }

  machine::workspace memory_;
  size_t taken_ = 0, active_taken_ = 0;
  index any_ = 0;

 public:
  index* const statement;
  T* const value;
};

template <class Call, class... Parts>
auto call_with(const std::tuple<Parts...>& parts) {
  return std::apply([](const Parts&... p) { return Call{}(p.given()...); }, parts);
}
template <class Call, class T, class... Parts, class... More>
auto call_with_gradient(const std::tuple<Parts...>& parts, T* gradient, const More&... more) {
  return std::apply(
      [&](const Parts&... p) {
        return std::apply(Call{}, std::tuple_cat(p.with_gradient(gradient)...,
                                                 std::tuple<const More&...>(more...)));
      },
      parts);
}

// A formula with a scalar result: its gradient is computed at once, into the recording.
template <class T, class Formula, class... Given>
active<T> record_scalar(const Given&... given) {
  using derivative = typename derivative_by<Formula, typename active_parts<Given...>::inputs>::type;
  unpacking<T, false> unpacked(given...);
  const std::tuple parts{unpacked.take(given)...};
  if (!unpacked.any()) return active<T>(call_with<compiled<Formula>>(parts));

  T value{};
  const index made = record_spread<T>(
      writing<T>(), unpacked.active_count, [&](size_t k) { return unpacked.statement[k]; },
      [&](T* gradient) { value = call_with_gradient<derivative>(parts, gradient).value; });
  return active<T>(value, made | unread);
}

// An axis of a program, as a type again.
template <class P, int Axis>
struct axis_of_program : any_axis {
  static constexpr int original = P::graph.axes[Axis].original;
  static constexpr expr::axis_info info = [] {
    expr::axis_info i{P::graph.axes[Axis].name, P::graph.axes[Axis].extent, original >= 0, nullptr};
    if constexpr (original >= 0) i.twin_of = &axis_of_program<P, original>::info;
    return i;
  }();
  static constexpr std::uint64_t hash = expr::hash_of(expr::hash_of(info.name), info.extent);
};

// How a formula with a tensor result goes back: by the gradient of sum(formula * adjoint), where
// adjoint is one more input, with the axes of the result.
template <class Formula, class Inputs>
struct backwards {
  using program = program_of<Formula>;
  static constexpr ir::index_list axes = program::graph.outputs[0].axes;

  template <int... D>
  static expr::tensor_input<"adjoint of the result", axis_of_program<program, axes[D]>...> over(
      std::integer_sequence<int, D...>);
  using adjoint = decltype(over(std::make_integer_sequence<int, axes.size>{}));
  // (Where nothing flows back an infinite derivative does no harm.)
  using flowing = decltype(where(adjoint{} == 0_c, 0_c, Formula{} * adjoint{}));
  using gradient = typename derivative_by<decltype(sum(flowing{})), Inputs>::type;
};

// What such a call leaves on the tape: how many operands, numbers for each thing that was given
// (the extents of data, an extent, threads), how far the operands are, and all values.
template <class T, class... Given>
struct left_behind {
  std::int64_t* number;
  index* distance;
  T* value;

  // How many such numbers there are.
  template <class Other>
  static constexpr size_t numbers_for(std::type_identity<Other>) {
    return 1;
  }
  template <class Input, class Data>
  static constexpr size_t numbers_for(std::type_identity<expr::binding<Input, Data>>) {
    return part<expr::binding<Input, Data>>::rank;
  }
  static constexpr size_t numbers = (size_t{0} + ... + numbers_for(std::type_identity<Given>{}));

  left_behind(std::byte* payload, size_t operands)
      : number(reinterpret_cast<std::int64_t*>(payload) + 1),
        distance(reinterpret_cast<index*>(number + numbers)),
        value(reinterpret_cast<T*>(distance + operands)) {}

  static size_t bytes(size_t operands, size_t values) {
    return (1 + numbers + operands) * sizeof(index) + values * sizeof(T);
  }
  static size_t& operands(std::byte* payload) { return *reinterpret_cast<size_t*>(payload); }

  template <class Input, class Data>
  static std::int64_t* put(std::int64_t* to, const expr::binding<Input, Data>& b) {
    const auto from = part<expr::binding<Input, Data>>::extents(b);
    return std::copy(from.begin(), from.end(), to);
  }
  template <class Axis>
  static std::int64_t* put(std::int64_t* to, const expr::extent_binding<Axis>& b) {
    *to = b.extent;
    return to + 1;
  }
  static std::int64_t* put(std::int64_t* to, const expr::thread_option& option) {
    *to = option.number;
    return to + 1;
  }
};

// What was given, from what was left behind.
template <class T>
struct restoring {
  const std::int64_t* number;
  const T* value;
  size_t active_taken = 0;

  template <class Input, class Data>
  auto take(std::type_identity<expr::binding<Input, Data>>) {
    using of = part<expr::binding<Input, Data>>;
    base::extent_list<of::rank> extents;
    for (auto& extent : extents) extent = static_cast<ptrdiff_t>(*number++);
    const auto size = static_cast<size_t>(base::product(extents));
    const plain_numbers<Input, T, of::is_active, of::rank> n{base::row_major(value, extents),
                                                             active_taken};
    value += size;
    if (of::is_active) active_taken += size;
    return n;
  }
  template <class Axis>
  auto take(std::type_identity<expr::extent_binding<Axis>>) {
    return as_given<expr::extent_binding<Axis>>{{*number++}};
  }
  auto take(std::type_identity<expr::thread_option>) {
    return as_given<expr::thread_option>{{static_cast<int>(*number++)}};
  }
};

template <class T, class Formula, class... Given>
void tensor_way_back(const std::byte* payload, adjoints<T> a) {
  using back = backwards<Formula, typename active_parts<Given...>::inputs>;
  std::byte* const p = const_cast<std::byte*>(payload);
  const size_t operands = left_behind<T, Given...>::operands(p);
  const left_behind<T, Given...> left(p, operands);
  restoring<T> restored{left.number, left.value};
  const std::tuple parts{restored.take(std::type_identity<Given>{})...};

  machine::workspace memory((a.results + operands) * sizeof(T));
  T* const adjoint = reinterpret_cast<T*>(memory.begin());
  T* const gradient = adjoint + a.results;
  for (size_t lane = 0; lane < a.lanes; ++lane) {
    bool any = false;
    for (size_t r = 0; r < a.results; ++r) any |= (adjoint[r] = a.of_result(r, lane)) != T(0);
    if (!any) continue;
    const std::span<const T> of_result(adjoint, a.results);
    const expr::binding<typename back::adjoint, const std::span<const T>&> one_more{of_result};
    call_with_gradient<typename back::gradient>(parts, gradient, one_more);
    for (size_t k = 0; k < operands; ++k)
      if (left.distance[k] != 0) a.before(left.distance[k], lane) += gradient[k];
  }
}

// The results of a tensor formula as numbers of the tape, or as passive ones when first is 0.
template <class T>
std::vector<active<T>> as_active(const std::vector<T>& values, index first) {
  std::vector<active<T>> x;
  x.reserve(values.size());
  for (const T& value : values) x.push_back({value, first == 0 ? 0 : first++ | unread});
  return x;
}
template <class T, size_t Size>
std::array<active<T>, Size> as_active(const std::array<T, Size>& values, index first) {
  std::array<active<T>, Size> x;
  for (size_t i = 0; i < Size; ++i) x[i] = active<T>(values[i], first == 0 ? 0 : first++ | unread);
  return x;
}

// A formula with a tensor result: the values are kept, and the gradient is computed on the way
// back.
template <class T, class Formula, class... Given>
auto record_tensor(const Given&... given) {
  using left = left_behind<T, Given...>;
  unpacking<T, true> unpacked(given...);
  const auto results = call_with<compiled<Formula>>(std::tuple{unpacked.take(given)...});
  if (!unpacked.any()) return as_active(results, 0);

  recording<T>& to = writing<T>();
  for (size_t k = 0; k < unpacked.active_count; ++k) {
    index& operand = unpacked.statement[k];
    if (operand == 0) continue;
    to.check(operand);
    operand = to.next - operand;
  }
  const index first =
      record_call<T>(to, left::bytes(unpacked.active_count, unpacked.count),
                     tensor_way_back<T, Formula, Given...>, [&](std::byte* payload) {
                       left::operands(payload) = unpacked.active_count;
                       const left l(payload, unpacked.active_count);
                       std::int64_t* number = l.number;
                       ((number = left::put(number, given)), ...);
                       std::copy_n(unpacked.statement, unpacked.active_count, l.distance);
                       std::copy_n(unpacked.value, unpacked.count, l.value);
                       return results.size();
                     });
  return as_active(results, first);
}

}  // namespace taped

// A call of a compiled formula with active numbers: see compiled::operator().
template <class Formula, class... Wanted, class... Given>
auto record_call(const compiled<Formula, Wanted...>&, const Given&... given) {
  using T = typename taped::active_parts<Given...>::number;
  static_assert(std::floating_point<T>,
                "tapeless: a formula is called with numbers of a tape<float> or tape<double>; with "
                "those of a tape of active numbers, write the formula as a function of numbers");
  if constexpr (!std::floating_point<T>) return T();
  else if constexpr (program_of<Formula>::graph.outputs[0].axes.size == 0)
    return taped::record_scalar<T, Formula>(given...);
  else return taped::record_tensor<T, Formula>(given...);
}

}  // namespace tapeless
