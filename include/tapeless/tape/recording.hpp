// What is recorded on a thread: statements go in at one end, the sweep reads them from there.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <utility>

#include "tapeless/base/error.hpp"
#include "tapeless/tape/memory.hpp"
#include "tapeless/tape/names.hpp"
#include "tapeless/tape/number.hpp"

namespace tapeless::taped {

// Where the next statement goes. The names between `before` and `next` are those of statements that
// were recorded here; an operand has one of them, or it is refused.
template <class T>
struct pen {
  std::byte* at = nullptr;
  std::byte* limit = nullptr;
  index next = 0;
  index before = ~index{0};
  pen* outer = nullptr;  // the one that writes when this one is gone
  bool is_gone = false;

  index first() const { return before + 1; }
};

// The pen of a thread that records nothing. (This and the next are shared with plug-ins where the
// linker can, also with -fvisibility=hidden.)
template <class T>
[[gnu::visibility("default")]] inline constinit pen<T> nobody{};

// The pen that writes on this thread.
template <class T>
struct [[gnu::visibility("default")]] this_thread {
  static inline thread_local constinit pen<T>* writes = &nobody<T>;
};

// Some operands, and the partial derivatives by them.
template <class T>
struct terms {
  T* partial;
  index* operand;
  size_t count;
};

template <class T>
class recording : public pen<T> {
 public:
  recording() {
    this->next = names_.first();
    begin();
  }
  recording(const recording&) = delete;
  recording& operator=(const recording&) = delete;
  virtual ~recording() { names_.after(this->next); }

  // A new recording; numbers of older ones are refused from now on.
  void begin() {
    close();
    memory_.rewind();
    this->at = this->limit = end_of_page_ = nullptr;
    this->next = names_.after(this->next);
    this->before = this->next - 1;
  }

  size_t statements() const { return static_cast<size_t>(this->next - this->first()); }

  // A tape's recording belongs to the tape, and to the thread where that was made, because the
  // thread may look at it also when the tape is gone: tapes may go on other threads. Who lets go
  // last deletes it.
  void let_go_by_tape() { let_go(); }
  void let_go_by_thread() {
    if (std::exchange(kept_by_thread_, false)) let_go();
  }

  taped::memory& memory() {
    close();
    return memory_;
  }
  const taped::memory& memory() const {
    const_cast<recording*>(this)->close();
    return memory_;
  }

  // Memory for one entry; written() tells that it is complete.
  std::byte* room_for(size_t bytes) {
    if (static_cast<size_t>(end_of_page_ - this->at) < bytes) turn_page(bytes);
    return this->at;
  }
  void written(size_t bytes, tag t, size_t statements) {
    this->at += bytes;
    store(this->at - sizeof(tag), t);
    this->next += statements;
    set_limit();
  }

  // The same where a T and an index may begin: behind entries that say nothing.
  std::byte* aligned_room_for(size_t bytes) {
    constexpr size_t alignment = std::max(alignof(T), alignof(index));
    room_for(bytes + alignment);
    while (reinterpret_cast<std::uintptr_t>(this->at) % alignment != 0)
      written(smallest_bytes<T>, make_tag(kind::inputs, 0), 0);
    return this->at;
  }

  void record_inputs(size_t count) {
    constexpr size_t bytes = smallest_bytes<T>;
    room_for((count / most_in_a_tag + 1) * bytes);
    for (; count > most_in_a_tag; count -= most_in_a_tag)
      written(bytes, make_tag(kind::inputs, most_in_a_tag), most_in_a_tag);
    if (count > 0) written(bytes, make_tag(kind::inputs, count), count);
  }

  // The general way to record a statement: passive operands are left out, those out of reach are
  // copied nearer (in place). Returns 0 when no operand is left.
  index statement(terms<T> given) {
    keep_active(given);
    if (given.count == 0) return 0;
    write(kind::statement, given);
    return this->next - 1;
  }

  // target += something. False when the target is out of reach: then it must be a statement.
  bool addition(index target, terms<T> given) {
    check(target);
    keep_active(given);
    if (!is_near<T>(this->next - target)) return false;
    if (given.count > 0) write(kind::addition, given, target);
    return true;
  }

  // An operand, or a copy of it, that is still within reach after `more` statements.
  index brought_near(index operand, size_t more) {
    const index distance = this->next - operand;
    if (operand == 0 || is_near<T>(distance + more)) return operand;
    store(room_for(relay_bytes<T>), distance);
    written(relay_bytes<T>, make_tag(kind::relay, 1), 1);
    return this->next - 1;
  }

  // Refuses a number that was not recorded here.
  void check(index operand) const {
    operand &= ~unread;
    if (operand < this->first() || this->next <= operand) [[unlikely]]
      refuse(operand);
  }

  [[noreturn, gnu::cold, gnu::noinline]] void refuse(index operand) const {
    if (names_.has_given(operand, this->first()))
      base::fail("an active number of an older recording is used; rewind() has forgotten it");
    base::fail("an active number of another tape is used, or of one that is gone");
  }

 private:
  void let_go() {
    if (one_let_go_.exchange(true, std::memory_order_acq_rel)) delete this;
  }

  void keep_active(terms<T>& t) {
    size_t kept = 0;
    for (size_t k = 0; k < t.count; ++k) {
      if (t.operand[k] == 0) continue;
      check(t.operand[k]);
      if (kept != k) t.partial[kept] = t.partial[k];
      t.operand[kept++] = t.operand[k];
    }
    t.count = kept;
    for (size_t k = 0; k < kept; ++k) t.operand[k] = brought_near(t.operand[k], kept);
  }

  void write(kind k, const terms<T>& t, index target = 0) {
    const operand_counts n = sorted(t);
    const size_t bytes = bytes_of<T>(k, n);
    std::byte* to = room_for(bytes);
    for (size_t i = 0; i < n.stored; ++i) to = store(to, t.partial[i]);
    for (size_t i = 0; i < n.all(); ++i)
      to = store(to, static_cast<offset>(t.operand[i] - this->next));
    if (k == kind::addition) store(to, static_cast<offset>(target - this->next));
    written(bytes, make_tag(k, n), k == kind::statement ? 1 : 0);
  }

  // Brings the operands with a derivative of 1 behind the others, and those with -1 to the end.
  static operand_counts sorted(const terms<T>& t) {
    const size_t minus = moved_to_the_end(t, t.count, -1);
    const size_t plus = moved_to_the_end(t, t.count - minus, 1);
    return {t.count - plus - minus, plus, minus};
  }
  static size_t moved_to_the_end(const terms<T>& t, size_t count, int derivative) {
    size_t end = count;
    for (size_t k = count; k-- > 0 && count - end < most_units;) {
      if (!is_constant(t.partial[k], derivative)) continue;
      std::swap(t.partial[k], t.partial[--end]);
      std::swap(t.operand[k], t.operand[end]);
    }
    return count - end;
  }

  [[gnu::cold, gnu::noinline]] void turn_page(size_t bytes) {
    close();
    memory::chunk& c = memory_.with_room(bytes);
    this->at = c.begin();
    end_of_page_ = c.begin() + c.size;
    set_limit();
  }
  // There is room where all that fits on the page is within the reach of all the rest. (A recording
  // of 2^31 statements goes on slowly, looking at each operand.)
  void set_limit() {
    const size_t most = static_cast<size_t>(end_of_page_ - this->at) / sizeof(tag);
    this->limit = is_near<T>(statements() + most) ? end_of_page_ : this->at;
  }
  // The current chunk learns how far it is written.
  void close() {
    if (this->at != nullptr)
      memory_.current().used = static_cast<size_t>(this->at - memory_.current().begin());
  }

  names names_;
  taped::memory memory_;
  std::byte* end_of_page_ = nullptr;
  bool kept_by_thread_ = true;
  std::atomic<bool> one_let_go_ = false;
};

// (Here a thread notices that tapes have gone on other threads.)
template <class T>
bool is_recording() {
  pen<T>*& writes = this_thread<T>::writes;
  while (writes->is_gone) {
    auto* const gone = static_cast<recording<T>*>(writes);
    writes = gone->outer;
    gone->let_go_by_thread();
  }
  return writes != &nobody<T>;
}

// The recording of this thread.
template <class T>
recording<T>& writing() {
  if (!is_recording<T>())
    base::fail(
        "an active number is used where its tape does not record: the tape is gone, or another "
        "thread's, or the number is not among the arguments of checkpoint()");
  return *static_cast<recording<T>*>(this_thread<T>::writes);
}

}  // namespace tapeless::taped
