// Entries that know themselves how to go back: compiled formulas with tensor results, checkpoints.
#pragma once

#include <cstring>

#include "tapeless/tape/number.hpp"
#include "tapeless/tape/recording.hpp"

namespace tapeless::taped {

// The adjoints at a call, one or several lanes: those of its results, and of what came before.
template <class T>
struct adjoints {
  T* first_result;
  size_t lanes;
  size_t results;

  T& of_result(size_t result, size_t lane) const { return first_result[result * lanes + lane]; }
  // Those of the results, one behind the other into raw memory; false when nothing flows.
  bool copy_results(size_t lane, T* to) const {
    bool any = false;
    for (size_t r = 0; r < results; ++r)
      any |= !is_constant(*::new (to + r) T(of_result(r, lane)), 0);
    return any;
  }
  // Of the statement `distance` before the first result.
  T& before(index distance, size_t lane) const { return *(first_result - distance * lanes + lane); }
};

template <class T>
using way_back = void (*)(const std::byte* payload, adjoints<T>);

// The entry: what the call left for its way back, its way back, how much it left, the tag.
class call_entry {
 public:
  explicit call_entry(const std::byte* end) {
    std::memcpy(&size_, end - sizeof(tag) - sizeof(size_t), sizeof(size_t));
    way_back_ = end - trailer;
    begin_ = end - size_;
  }
  const std::byte* begin() const { return begin_; }

  template <class T>
  void back(adjoints<T> a) const {
    way_back<T> f;
    std::memcpy(&f, way_back_, sizeof f);
    f(begin_, a);
  }

  static constexpr size_t trailer = sizeof(void (*)()) + sizeof(size_t) + sizeof(tag);

 private:
  size_t size_ = 0;
  const std::byte* way_back_;
  const std::byte* begin_;
};

// Records a call. fill(payload) writes what the way back needs, and returns how many results there
// are; what it throws leaves the recording as it was. Returns the first result's statement.
template <class T, class Fill>
index record_call(recording<T>& to, size_t payload, way_back<T> f, const Fill& fill) {
  const size_t bytes = rounded_to_unit<T>(payload + call_entry::trailer);
  std::byte* const begin = to.aligned_room_for(bytes);
  const size_t results = fill(begin);
  if (results > most_in_a_tag) base::fail("a call has more than 536870911 results");
  std::memcpy(begin + bytes - call_entry::trailer, &f, sizeof f);
  std::memcpy(begin + bytes - sizeof(tag) - sizeof bytes, &bytes, sizeof bytes);
  to.written(bytes, make_tag(kind::call, results), results);
  return to.next - results;
}

}  // namespace tapeless::taped
