// Who records on a thread, and until when.
#pragma once

#include <utility>

#include "tapeless/tape/ledger.hpp"

namespace tapeless::taped {

// While it lives, this thread records with another pen.
template <class T>
class writing_with {
 public:
  explicit writing_with(pen<T>& p) : before_(std::exchange(this_thread<T>::writes, &p)) {}
  writing_with(const writing_with&) = delete;
  writing_with& operator=(const writing_with&) = delete;
  ~writing_with() { this_thread<T>::writes = before_; }

 private:
  pen<T>* before_;
};

// When a thread ends it keeps no tapes any more.
template <class T>
struct end_of_thread {
  ~end_of_thread() {
    is_recording<T>();
    for (pen<T>* p = this_thread<T>::writes; p != &nobody<T>;) {
      auto* const mine = static_cast<recording<T>*>(p);
      p = p->outer;
      mine->let_go_by_thread();
    }
  }
};

// A ledger in which this thread records while the tape lives. Tapes may go in any order, and on any
// thread: on another one than its own a tape can not be taken out of the list of those that record,
// so it stays there as one that is gone.
template <class T>
class tape_scope {
 public:
  tape_scope() : ledger_(*new taped::ledger<T>) {
    static thread_local end_of_thread<T> end;
    static_cast<void>(end);
    static_cast<void>(is_recording<T>());
    ledger_.outer = std::exchange(this_thread<T>::writes, &ledger_);
  }
  tape_scope(const tape_scope&) = delete;
  tape_scope& operator=(const tape_scope&) = delete;
  ~tape_scope() {
    pen<T>** at = &this_thread<T>::writes;
    while (*at != nullptr && *at != &ledger_) at = &(*at)->outer;
    if (*at == nullptr) {
      ledger_.retire();
    } else {
      *at = ledger_.outer;
      ledger_.let_go_by_thread();
    }
    ledger_.let_go_by_tape();
  }

  taped::ledger<T>& ledger() const { return ledger_; }

 private:
  taped::ledger<T>& ledger_;
};

}  // namespace tapeless::taped
