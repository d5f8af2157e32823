// A recording with all that the way back through it needs: inputs, adjoints, and a second ledger
// for the parts that are recorded again.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tapeless/base/owner.hpp"
#include "tapeless/tape/active.hpp"
#include "tapeless/tape/sweep.hpp"

namespace tapeless::taped {

// Something that a call needs on the way back and that has to be destroyed.
template <class T>
struct remembered {
  virtual ~remembered() = default;
};

// Some inputs that were made together.
struct input_block {
  index first;
  size_t count;
  std::string name;
  bool is_range;
};

template <class T>
class ledger : public recording<T> {
 public:
  std::vector<input_block> inputs;
  size_t input_count = 0;
  std::vector<base::owner<remembered<T>>> kept;

  void rewind() {
    this->begin();
    inputs.clear();
    input_count = 0;
    kept.clear();
  }

  // The first of `count` new inputs.
  index add_inputs(size_t count, std::string_view name, bool is_range) {
    inputs.push_back({this->next, 0, std::string(name), is_range});
    this->record_inputs(count);
    inputs.back().count = count;
    input_count += count;
    return inputs.back().first;
  }

  // One way back. seed(adjoint_of) sets the adjoints of results, by their statements; take(k,
  // adjoint) gets that of input k.
  template <class Adjoint, class Seed, class Take>
  void sweep(const Seed& seed, const Take& take) {
    row<Adjoint>& all = adjoints<Adjoint>();
    const size_t needed = this->statements();
    if (all.size() < needed) row<Adjoint>(needed + needed / 4, Adjoint(T(0))).swap(all);
    clear_unless_done<Adjoint> guard{all};
    const index first = this->first();
    seed([&](index statement) -> Adjoint& { return all[statement - first]; });
    taped::sweep<T, Adjoint>::over(this->memory(), all.data() + needed);
    size_t k = 0;
    for (const input_block& block : inputs)
      for (size_t i = 0; i < block.count; ++i)
        take(k++, std::exchange(all[block.first - first + i], Adjoint(T(0))));
    guard.done = true;
  }

  // Lets all memory go. Whoever still wants to record here will find that it is gone.
  void retire() {
    rewind();
    this->memory() = {};
    adjoints_ = {};
    adjoint_packs_ = {};
    again_ = {};
    this->is_gone = true;
  }

  // For the parts of this recording that are recorded again on the way back.
  ledger& again() {
    if (!again_) again_ = base::owner<ledger>(new ledger);
    again_->rewind();
    return *again_;
  }

  size_t bytes() const { return this->memory().used() + this->statements() * sizeof(T); }

 private:
  template <class Adjoint>
  using row = std::vector<Adjoint, machine::large_pages<Adjoint>>;

  template <class Adjoint>
  row<Adjoint>& adjoints() {
    if constexpr (std::same_as<Adjoint, T>) return adjoints_;
    else return adjoint_packs_;
  }

  // What a sweep that was left by an exception has written must not be found by the next.
  template <class Adjoint>
  struct clear_unless_done {
    row<Adjoint>& adjoints;
    bool done = false;
    ~clear_unless_done() {
      if (!done) adjoints.clear();
    }
  };

  // Between sweeps they are 0.
  row<T> adjoints_;
  row<several<T>> adjoint_packs_;
  base::owner<ledger> again_;
};

}  // namespace tapeless::taped
