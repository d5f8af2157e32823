// A part of a computation that keeps only its arguments, and is recorded anew on the way back
// (Griewank & Walther, Evaluating Derivatives, chapter 12).
#pragma once

#include "tapeless/tape/remembered_call.hpp"

namespace tapeless::taped {

// What f returns, an expression as a number.
template <class T, class X>
auto finished(X&& x) {
  if constexpr (number<X>) return active<T>(std::forward<X>(x));
  else return std::remove_cvref_t<X>(std::forward<X>(x));
}

template <class T, class F, class... Args>
class checkpoint : public remembered_call<T> {
 public:
  checkpoint(ledger<T>& to, F f, const Args&... args)
      : ledger_(to), f_(std::move(f)), arguments_(args...) {
    each_active<T>(arguments_, [this](active<T>& x) {
      if (!x.is_passive()) ledger_.check(x.statement());
      operands_.push_back(x.statement());
      x = x.value();
    });
  }

  bool is_passive() const {
    for (const index i : operands_)
      if (i != 0) return false;
    return true;
  }

  // The values alone.
  auto compute() {
    const writing_with<T> none(nobody<T>);
    return call(arguments_);
  }

  void back(adjoints<T> a) override {
    ledger<T>& again = ledger_.again();
    const writing_with<T> scope(again);
    auto arguments = arguments_;
    size_t next = 0;
    each_active<T>(arguments, [&](active<T>& x) {
      if (operands_[next++] != 0) x = active<T>(x.value(), again.add_inputs(1, {}, false));
    });
    auto results = call(arguments);
    for (size_t lane = 0; lane < a.lanes; ++lane) back_in_lane(again, results, a, lane);
  }

 private:
  auto call(std::tuple<Args...>& arguments) {
    return std::apply([this](const Args&... args) { return finished<T>(f_(args...)); }, arguments);
  }

  template <class Results>
  void back_in_lane(ledger<T>& again, Results& results, adjoints<T> a, size_t lane) {
    size_t k = 0;
    again.template sweep<T>(
        [&](const auto& adjoint_of) {
          size_t r = 0;
          each_active<T>(results, [&](const active<T>& y) {
            if (!y.is_passive()) adjoint_of(y.statement()) += a.of_result(r, lane);
            ++r;
          });
        },
        [&](size_t, const T& adjoint) {
          while (operands_[k] == 0) ++k;
          this->before(a, operands_[k++], lane) += adjoint;
        });
  }

  ledger<T>& ledger_;
  const F f_;
  std::tuple<Args...> arguments_;
  std::vector<index> operands_;
};

// (On whatever records on this thread: inside a checkpoint that is not the tape that the user has.)
template <class T, class F, class... Args>
auto record_checkpoint_of(F f, const Args&... args) {
  if (!is_recording<T>()) return finished<T>(f(args...));
  auto& to = static_cast<ledger<T>&>(writing<T>());
  base::owner made(new checkpoint<T, F, Args...>(to, std::move(f), args...));
  auto results = made->compute();
  if (!made->is_passive()) record_remembered<T>(to, std::move(made), results);
  return results;
}

// Checks what is given.
template <class T, class F, class... Args>
auto record_checkpoint(F f, const Args&... args) {
  static_assert(!(is_view<Args> || ...),
                "tapeless: checkpoint(): a view of numbers is given; give a container, which is "
                "copied");
  using returned = decltype(finished<T>(f(args...)));
  static_assert(holds_active<T, returned> && is_transparent<T, returned>,
                "tapeless: checkpoint(): the function must return active numbers, or a range or a "
                "tuple of them");
  constexpr bool has_no_state = std::is_invocable_v<const F&, const Args&...>;
  static_assert(has_no_state,
                "tapeless: checkpoint(): the function is called again on the way back, so it can "
                "have no state that a call changes; make it const, not mutable");
  if constexpr (has_no_state) return record_checkpoint_of<T>(std::move(f), args...);
  else return finished<T>(f(args...));
}

}  // namespace tapeless::taped
