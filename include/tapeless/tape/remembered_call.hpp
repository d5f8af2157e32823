// Something recorded as a call that finds its way back as an object: a checkpoint, or a function
// with an adjoint of its own.
#pragma once

#include "tapeless/tape/scope.hpp"
#include "tapeless/tape/visit.hpp"

namespace tapeless::taped {

template <class T>
class remembered_call : public remembered<T> {
 public:
  virtual void back(adjoints<T> a) = 0;

  void begins_at(index first_result) { first_ = first_result; }

 protected:
  // The adjoint of a statement before the call.
  T& before(const adjoints<T>& a, index statement, size_t lane) const {
    return a.before(first_ - statement, lane);
  }

 private:
  index first_ = 0;
};

// Records a call: its results become statements.
template <class T, class Call, class Results>
void record_remembered(ledger<T>& to, base::owner<Call> made, Results& results) {
  size_t count = 0;
  each_active<T>(results, [&count](active<T>&) { ++count; });
  if (to.kept.size() == to.kept.capacity()) to.kept.reserve(2 * to.kept.size() + 1);
  const way_back<T> back = [](const std::byte* payload, adjoints<T> a) {
    remembered_call<T>* self;
    std::memcpy(&self, payload, sizeof self);
    self->back(a);
  };
  remembered_call<T>* const self = &*made;
  index next = record_call<T>(to, sizeof self, back, [self, count](std::byte* payload) {
    std::memcpy(payload, &self, sizeof self);
    return count;
  });
  made->begins_at(next);
  to.kept.emplace_back(made.release());
  each_active<T>(results, [&next](active<T>& y) { y = active<T>(y.value(), next++); });
}

}  // namespace tapeless::taped
