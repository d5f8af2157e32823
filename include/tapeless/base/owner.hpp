// What owns an object. (A std::unique_ptr: but <memory> brings streams and locales along, and was a
// tenth of the time that our headers take.)
#pragma once

#include <utility>

namespace tapeless::base {

template <class T>
class owner {
 public:
  owner() = default;
  explicit owner(T* object) : object_(object) {}
  owner(owner&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  owner& operator=(owner&& other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~owner() { delete object_; }

  explicit operator bool() const { return object_ != nullptr; }
  T& operator*() const { return *object_; }
  T* operator->() const { return object_; }

  // The object is somebody else's now.
  T* release() { return std::exchange(object_, nullptr); }

 private:
  T* object_ = nullptr;
};

}  // namespace tapeless::base
