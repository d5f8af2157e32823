// Who a parameters object is, for those who remember something of it.
#pragma once

#include <memory>

namespace tapeless::optimizing {

// What is left of it in a memory; it tells as well whether the object is gone.
using mark = std::weak_ptr<const char>;

inline bool same(const mark& a, const mark& b) { return !a.owner_before(b) && !b.owner_before(a); }

// An object stays itself when it is moved, and when it is given other values; a copy is another.
class identity {
 public:
  identity() = default;
  ~identity() = default;
  identity(const identity&) noexcept {}
  identity& operator=(const identity&) noexcept { return *this; }
  identity(identity&&) noexcept = default;
  identity& operator=(identity&&) noexcept = default;

  // Made when it is first asked for: so a move leaves nothing behind, and allocates nothing.
  optimizing::mark mark() {
    if (!held_) held_ = std::make_shared<const char>();
    return held_;
  }

 private:
  std::shared_ptr<const char> held_{};
};

}  // namespace tapeless::optimizing
