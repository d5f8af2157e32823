// The tape itself: inputs in, gradients out.
#pragma once

#include <concepts>
#include <iterator>
#include <span>

#include "tapeless/tape/checkpoint.hpp"
#include "tapeless/tape/memory_of.hpp"
#include "tapeless/tape/scope.hpp"
#include "tapeless/tape/with_adjoint.hpp"

namespace tapeless {

// Records what is computed with active<T> on the thread that made it, while it lives; of several
// tapes the last one made records. What is recorded is what was computed: any control flow is fine.
template <class T>
class tape {
 public:
  // A number by which gradients are wanted. The name is for describe().
  active<T> input(const T& value, std::string_view name = {}) {
    return {value, ledger_.add_inputs(1, name, false)};
  }

  template <class Range>
  requires(!std::convertible_to<Range, T>)  //
      std::vector<active<T>> input(const Range&, std::string_view = {}) {
    static_assert(!std::is_same_v<Range, Range>,
                  "tapeless: input() takes one number; inputs() takes a range of them");
    return {};
  }

  // The same for a range of numbers, or a matrix, row by row.
  template <class Range>
  std::vector<active<T>> inputs(const Range& values, std::string_view name = {}) {
    std::vector<active<T>> x;
    const auto add = [&](const auto& data, std::size_t count, const auto& each) {
      x.reserve(count);
      taped::index next = ledger_.add_inputs(count, name, true);
      each(data, [&](const auto& value) { x.push_back({static_cast<T>(value), next++}); });
    };
    taped::with_all(values, add);
    return x;
  }

  // d y / d inputs, in the order in which the inputs were made, into a range of their number.
  template <class Range>
  void gradient(const active<T>& y, Range&& to) {
    must_fit("gradient", 1, to);
    taped::write<T>(to, [&](T* row) { rows<T>(&y, 1, row); });
  }
  std::vector<T> gradient(const active<T>& y) {
    std::vector<T> all(ledger_.input_count);
    gradient(y, all);
    return all;
  }

  // The same for several results, row-major: row i is the gradient of ys[i]. A sweep brings as many
  // rows as a register has lanes.
  template <class Results, class Range>
  void jacobian(const Results& ys, Range&& to) {
    taped::read<active<T>>(ys, [&](const active<T>* y, std::size_t count) {
      must_fit("jacobian", count, to);
      taped::write<T>(to, [&](T* first) { all_rows(y, count, first); });
    });
  }
  template <class Results>
  std::vector<T> jacobian(const Results& ys) {
    std::vector<T> all;
    taped::read<active<T>>(ys, [&](const active<T>* y, std::size_t count) {
      all.resize(count * ledger_.input_count);
      all_rows(y, count, all.data());
    });
    return all;
  }

  // f(args...), of which only the arguments are recorded: on the way back it is called again, with
  // a recording of its own. So a long loop, in pieces, takes the memory of one piece. f is copied;
  // it gets the same types as were given here, and its active numbers must come in as arguments:
  // numbers, ranges or tuples of them. f may use checkpoint() itself.
  template <class F, class... Args>
  auto checkpoint(F f, const Args&... args) {
    return taped::record_checkpoint<T>(std::move(f), taped::finished<T>(args)...);
  }

  // f(ranges...), a range of numbers, with an adjoint of its own. f is called at once, with a
  // std::vector<T> for each range of active numbers; on the way back back(adjoint, results,
  // ranges...) gets the adjoint of the results, the results and the same ranges, and returns the
  // adjoint of the range, or a tuple of those of several. It is copied.
  template <class F, class Back, class... Ranges>
  std::vector<active<T>> with_adjoint(const F& f, Back back, const Ranges&... ranges) {
    return taped::record_with_adjoint<T>(f, std::move(back), ranges...);
  }

  // Forgets the recording, and keeps its memory for the next. Numbers made before are refused.
  void rewind() { ledger_.rewind(); }

  // Makes memory for a recording of so many bytes.
  void reserve(std::size_t bytes) { ledger_.memory().reserve(bytes); }

  std::size_t statements() const { return ledger_.statements(); }

  // What the recording takes, with the adjoints of its statements.
  std::size_t bytes() const { return ledger_.bytes(); }

  const taped::ledger<T>& ledger() const { return ledger_; }

 private:
  template <class Range>
  void must_fit(const char* what, std::size_t results, const Range& to) const {
    const std::size_t needed = results * ledger_.input_count;
    const std::size_t given = taped::count_of(to);
    if (given == needed) return;
    base::fail(std::string(what) + ": the memory given has " + std::to_string(given) +
               " values, but " + std::to_string(results) + " results by " +
               std::to_string(ledger_.input_count) + " inputs make " + std::to_string(needed));
  }

  void all_rows(const active<T>* y, std::size_t count, T* to) {
    constexpr std::size_t most = taped::lanes<T, taped::several<T>>;
    for (std::size_t row = 0; row < count; row += most) {
      const std::size_t now = std::min(most, count - row);
      T* const first = to + row * ledger_.input_count;
      if (now == 1) rows<T>(y + row, 1, first);
      else rows<taped::several<T>>(y + row, now, first);
    }
  }

  // Some rows of the Jacobian in one sweep, a lane each.
  template <class Adjoint, class Out>
  void rows(const active<T>* y, std::size_t count, Out* to) {
    for (std::size_t i = 0; i < count; ++i)
      if (!y[i].is_passive()) ledger_.check(y[i].statement());
    ledger_.template sweep<Adjoint>(
        [&](const auto& adjoint_of) {
          for (std::size_t i = 0; i < count; ++i)
            if (!y[i].is_passive()) taped::lane<T>(adjoint_of(y[i].statement()), i) = T(1);
        },
        [&](std::size_t k, Adjoint&& adjoint) {
          for (std::size_t i = 0; i < count; ++i)
            to[i * ledger_.input_count + k] = taped::lane<T>(adjoint, i);
        });
  }

  taped::tape_scope<T> scope_;
  taped::ledger<T>& ledger_ = scope_.ledger();
};

}  // namespace tapeless
