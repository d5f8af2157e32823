// An array that grows, in constant evaluations too. (std::vector costs several times the
// constant-evaluation steps, which both compilers limit; see docs/decisions/003.)
#pragma once

#include <array>
#include <initializer_list>
#include <type_traits>
#include <utility>

namespace tapeless::base {

template <class T>
class list {
 public:
  constexpr list() = default;
  constexpr explicit list(int size) {  // reserve() has made the items
    reserve(size);
    size_ = size;
  }
  constexpr list(int size, T value) {
    reserve(size);
    for (int i = 0; i < size; ++i) items_[i] = value;
    size_ = size;
  }
  constexpr list(std::initializer_list<T> items) {
    for (const T& item : items) push(item);
  }
  // Reads an array that lives longer; to grow is to copy it first. (Nothing may write to its
  // items.)
  static constexpr list borrowed(const T* items, int size) {
    list reader;
    reader.items_ = const_cast<T*>(items);
    reader.size_ = size;
    return reader;
  }
  constexpr list(const list& other) { *this = other; }
  constexpr list(list&& other) noexcept { swap(other); }
  constexpr list& operator=(const list& other) {
    if (this == &other) return *this;
    clear();
    reserve(other.size_);
    for (int i = 0; i < other.size_; ++i) items_[i] = other.items_[i];
    size_ = other.size_;
    return *this;
  }
  constexpr list& operator=(list&& other) noexcept {
    swap(other);
    return *this;
  }
  constexpr ~list() { release(); }

  constexpr void push(const T& item) {
    if (size_ >= capacity_) reserve(size_ < 8 ? 16 : 2 * size_);
    items_[size_++] = item;
  }
  constexpr void append(const list& other) {
    const int size = size_ + other.size_;
    if (size > capacity_) reserve(2 * size);
    for (int i = 0; i < other.size_; ++i) items_[size_ + i] = other.items_[i];
    size_ = size;
  }
  constexpr T pop() { return items_[--size_]; }
  constexpr void clear() { size_ = 0; }
  constexpr void reserve(int capacity) {
    if (capacity <= capacity_) return;
    T* wider = new T[static_cast<unsigned>(capacity)]{};
    for (int i = 0; i < size_; ++i) wider[i] = static_cast<T&&>(items_[i]);  // (no call: no step)
    release();
    items_ = wider;
    capacity_ = capacity;
  }

  constexpr T& operator[](int i) { return items_[i]; }
  constexpr const T& operator[](int i) const { return items_[i]; }
  constexpr T& back() { return items_[size_ - 1]; }
  constexpr T* data() { return items_; }
  constexpr const T* data() const { return items_; }
  constexpr int size() const { return size_; }
  constexpr bool empty() const { return size_ == 0; }
  constexpr T* begin() { return items_; }
  constexpr T* end() { return items_ + size_; }
  constexpr const T* begin() const { return items_; }
  constexpr const T* end() const { return items_ + size_; }

 private:
  constexpr void release() {
    if (capacity_ > 0) delete[] items_;
  }
  constexpr void swap(list& other) {
    std::swap(items_, other.items_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }

  T* items_ = nullptr;
  int size_ = 0;
  int capacity_ = 0;  // 0: nothing is owned
};

// The place of an element that is there once: where it is, or at the end from now on.
template <class T>
constexpr int place_in(list<T>& all, const T& x) {
  for (int i = 0; i < all.size(); ++i)
    if (all[i] == x) return i;
  all.push(x);
  return all.size() - 1;
}

// What find() lists, as an array that outlives the constant evaluation.
template <auto Find>
inline constexpr auto array_of = [] {
  constexpr int size = [] {
    const auto found = Find();
    return found.size();
  }();
  std::array<std::remove_cvref_t<decltype(Find()[0])>, static_cast<unsigned>(size)> all{};
  const auto found = Find();
  for (int i = 0; i < size; ++i) all[static_cast<unsigned>(i)] = found[i];
  return all;
}();

}  // namespace tapeless::base
