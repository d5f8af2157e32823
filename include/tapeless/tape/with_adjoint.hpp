// Functions of ranges whose adjoint the user knows: a linear solve, a transform, a simulation in
// another language.
#pragma once

#include <string>

#include "tapeless/base/error.hpp"
#include "tapeless/tape/memory_of.hpp"
#include "tapeless/tape/remembered_call.hpp"

namespace tapeless::taped {

template <class T, class Back, class... Ranges>
class call_with_adjoint : public remembered_call<T> {
 public:
  call_with_adjoint(const ledger<T>* to, Back back, const Ranges&... ranges) : back_(std::move(back)) {
    const auto take = [&](std::vector<T>& values, const auto& range) {
      read<active<T>>(range, [&](const active<T>* x, size_t count) {
        for (size_t i = 0; i < count; ++i) {
          if (to != nullptr && !x[i].is_passive()) to->check(x[i].statement());
          operands_.push_back(x[i].statement());
          values.push_back(x[i].value());
        }
      });
    };
    std::apply([&](auto&... values) { (take(values, ranges), ...); }, arguments_);
  }

  bool is_passive() const {
    for (const index i : operands_)
      if (i != 0) return false;
    return true;
  }

  template <class F>
  std::vector<active<T>> compute(const F& f) {
    const auto made = std::apply(f, std::as_const(arguments_));
    results_.assign(std::begin(made), std::end(made));
    return {results_.begin(), results_.end()};
  }

  void back(adjoints<T> a) override {
    std::vector<T> adjoint(results_.size());
    for (size_t lane = 0; lane < a.lanes; ++lane) {
      for (size_t r = 0; r < results_.size(); ++r) adjoint[r] = a.of_result(r, lane);
      size_t next = 0;
      each_range(
          [&](const std::vector<T>& x, const auto& made) {
            if (std::size(made) != x.size())
              base::fail("with_adjoint(): the adjoint of an argument has " +
                         std::to_string(std::size(made)) + " numbers, and the argument " +
                         std::to_string(x.size()));
            for (const T& each : made) {
              const index to = operands_[next++];
              if (to != 0) this->before(a, to, lane) += each;
            }
          },
          adjoint);
    }
  }

 private:
  // visit(argument, its adjoint), for each argument.
  template <class Visit>
  void each_range(const Visit& visit, const std::vector<T>& adjoint) const {
    const auto made =
        std::apply([&](const auto&... x) { return back_(adjoint, results_, x...); }, arguments_);
    if constexpr (sizeof...(Ranges) == 1) visit(std::get<0>(arguments_), made);
    else [&]<size_t... K>(std::index_sequence<K...>) {
        (visit(std::get<K>(arguments_), std::get<K>(made)), ...);
      }
    (std::index_sequence_for<Ranges...>());
  }

  template <class>
  using values_of = std::vector<T>;

  const Back back_;
  std::tuple<values_of<Ranges>...> arguments_;
  std::vector<T> results_;
  std::vector<index> operands_;
};

template <class T, class F, class Back, class... Ranges>
std::vector<active<T>> record_with_adjoint(const F& f, Back back, const Ranges&... ranges) {
  auto* const to = is_recording<T>() ? &static_cast<ledger<T>&>(writing<T>()) : nullptr;
  base::owner made(new call_with_adjoint<T, Back, Ranges...>(to, std::move(back), ranges...));
  std::vector<active<T>> results = made->compute(f);
  if (to != nullptr && !made->is_passive()) record_remembered<T>(*to, std::move(made), results);
  return results;
}

}  // namespace tapeless::taped
