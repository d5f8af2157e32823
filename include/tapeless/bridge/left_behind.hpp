// What a call leaves on the tape for its way back.
#pragma once

#include <algorithm>
#include <utility>

#include "tapeless/bridge/unpacking.hpp"
#include "tapeless/tape/call.hpp"

namespace tapeless::bridge {

// How many operands there are; of each thing that was given its extents, or the number that it is;
// how far the operands are (0: passive); their values; other data. They lie one behind the other.
template <class T, class... Given>
class left_behind {
 public:
  static size_t bytes(const unpacking<T, true>& call) {
    return (1 + numbers) * sizeof(std::int64_t) + call.active_count * (sizeof(index) + sizeof(T)) +
           call.plain_count * sizeof(plain_of<T>);
  }
  static void write(std::byte* to, const taped::recording<T>& tape, const unpacking<T, true>& call,
                    const Given&... given) {
    to = taped::store(to, call.active_count);
    ((to = put(to, given)), ...);
    for (size_t k = 0; k < call.active_count; ++k)
      to = taped::store(to, call.statement[k] == 0 ? 0 : tape.next - call.statement[k]);
    for (size_t k = 0; k < call.active_count; ++k) to = taped::store(to, call.value[k]);
    std::copy_n(call.plain, call.plain_count, reinterpret_cast<plain_of<T>*>(to));
  }

  explicit left_behind(const std::byte* from)
      : operands(*reinterpret_cast<const size_t*>(from)),
        number_(reinterpret_cast<const std::int64_t*>(from) + 1),
        distance_(reinterpret_cast<const index*>(number_ + numbers)),
        value_(reinterpret_cast<const T*>(distance_ + operands)),
        plain_(reinterpret_cast<const plain_of<T>*>(value_ + operands)) {}

  const size_t operands;

  // What was given, over plain numbers.
  auto parts() const {
    restoring r{number_, value_, plain_};
    return std::tuple{r.take(std::type_identity<Given>{})...};
  }

  // The gradient by each operand arrives at its statement.
  void pass_on(const T* gradient, taped::adjoints<T> a, size_t lane) const {
    for (size_t k = 0; k < operands; ++k)
      if (distance_[k] != 0) a.before(distance_[k], lane) += gradient[k];
  }

 private:
  template <class Other>
  static constexpr size_t numbers_for(std::type_identity<Other>) {
    return 1;
  }
  template <class Input, class Data>
  static constexpr size_t numbers_for(std::type_identity<expr::binding<Input, Data>>) {
    return part<expr::binding<Input, Data>>::rank;
  }
  static constexpr size_t numbers = (size_t{0} + ... + numbers_for(std::type_identity<Given>{}));

  static std::byte* put_number(std::byte* to, std::int64_t number) {
    return taped::store(to, number);
  }
  template <class Input, class Data>
  static std::byte* put(std::byte* to, const expr::binding<Input, Data>& b) {
    for (const auto extent : part<expr::binding<Input, Data>>::extents(b))
      to = put_number(to, extent);
    return to;
  }
  template <class Axis>
  static std::byte* put(std::byte* to, const expr::extent_binding<Axis>& b) {
    return put_number(to, b.extent);
  }
  static std::byte* put(std::byte* to, const expr::thread_option& option) {
    return put_number(to, option.number);
  }
  static std::byte* put(std::byte* to, const expr::unchecked_option&) { return put_number(to, 0); }

  // The other way round.
  struct restoring {
    const std::int64_t* number;
    const T* value;
    const plain_of<T>* plain;
    size_t active_taken = 0;

    template <class Input, class Data>
    auto take(std::type_identity<expr::binding<Input, Data>>) {
      using of = part<expr::binding<Input, Data>>;
      base::extent_list<of::rank> extents;
      for (auto& extent : extents) extent = static_cast<std::ptrdiff_t>(*number++);
      const auto size = static_cast<size_t>(base::product(extents));
      if constexpr (of::is_active) {
        const size_t first = std::exchange(active_taken, active_taken + size);
        return unpacked<Input, T, true, of::rank>{base::row_major(value + first, extents), first};
      } else {
        using number = copied_as<Input, plain_of<T>>;
        const auto* const first =
            reinterpret_cast<const number*>(std::exchange(plain, plain + size));
        return unpacked<Input, number, false, of::rank>{base::row_major(first, extents)};
      }
    }
    template <class Axis>
    auto take(std::type_identity<expr::extent_binding<Axis>>) {
      return as_given<expr::extent_binding<Axis>>{{*number++}};
    }
    auto take(std::type_identity<expr::thread_option>) {
      return as_given<expr::thread_option>{{static_cast<int>(*number++)}};
    }
    auto take(std::type_identity<expr::unchecked_option>) {
      ++number;
      return as_given<expr::unchecked_option>{{}};
    }
  };

  const std::int64_t* number_;
  const index* distance_;
  const T* value_;
  const plain_of<T>* plain_;
};

// Records a call that goes back with what it leaves behind. Returns its first result's statement.
template <class T, class... Given>
index record_for_later(const unpacking<T, true>& call, taped::way_back<T> back, size_t results,
                       const Given&... given) {
  using left = left_behind<T, Given...>;
  taped::recording<T>& to = taped::writing<T>();
  for (size_t k = 0; k < call.active_count; ++k)
    if (call.statement[k] != 0) to.check(call.statement[k]);
  return taped::record_call<T>(to, left::bytes(call), back, [&](std::byte* payload) {
    left::write(payload, to, call, given...);
    return results;
  });
}

}  // namespace tapeless::bridge
