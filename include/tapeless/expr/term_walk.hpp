// The terms of formulas, one after the other.
#pragma once

#include "tapeless/base/list.hpp"
#include "tapeless/expr/term.hpp"

namespace tapeless::expr {

constexpr unsigned arity_of(const term& t) {
  return static_cast<unsigned>(op::about.of[t.code].arity);
}

// Walks each different term once, operands first.
class term_walk {
 public:
  constexpr explicit term_walk(const term* root) : table_(32) { add_all_of(root); }

  // The terms of one more formula, as far as they are new.
  constexpr void add_all_of(const term* root) {
    struct visit {
      const term* of;
      unsigned next = 0;
    };
    base::list<visit> path{{root}};
    while (!path.empty()) {
      visit& top = path.back();
      if (top.next < arity_of(*top.of)) {
        const term* operand = top.of->operand[top.next++];
        if (find(operand) < 0) path.push({operand});
      } else {
        if (find(top.of) < 0) add(top.of);
        path.pop();
      }
    }
  }

  constexpr const base::list<const term*>& terms() const { return terms_; }

  // A term's place in the walk, or -1. Terms are the same when their hashes are: g++ 12 with
  // -fsanitize=undefined does not compare addresses in a constant evaluation (PR 71962).
  constexpr int find(const term* t) const {
    const int mask = table_.size() - 1;
    for (int slot = static_cast<int>(t->hash & 0x7FFFFFFF) & mask;; slot = (slot + 1) & mask) {
      const int at = table_[slot] - 1;
      if (at < 0 || terms_[at]->hash == t->hash) return at;
    }
  }

 private:
  constexpr void add(const term* t) {
    if (2 * terms_.size() >= table_.size()) {
      table_ = base::list<int>(4 * table_.size());
      for (int i = 0; i < terms_.size(); ++i) enter(i);
    }
    terms_.push(t);
    enter(terms_.size() - 1);
  }
  constexpr void enter(int i) {
    const int mask = table_.size() - 1;
    int slot = static_cast<int>(terms_[i]->hash & 0x7FFFFFFF) & mask;
    while (table_[slot] != 0) slot = (slot + 1) & mask;
    table_[slot] = i + 1;
  }

  base::list<const term*> terms_;
  base::list<int> table_;  // by hash: the place of a term, and one; 0 is free
};

}  // namespace tapeless::expr
