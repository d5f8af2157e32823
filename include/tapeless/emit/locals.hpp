// Registers that one straight piece of code alone uses are local variables of it, and compilers
// take those apart at once. What is behind a reference to a frame stays in memory until everything
// is inlined, and g++ walks all of it in each pass before (docs/decisions/020_locals.md).
#pragma once

#include "tapeless/emit/code.hpp"

namespace tapeless::emit {

// Calls use(piece) for the straight code before, between and behind the loops of some items, and
// `inside` the loops as well.
template <class P, class Use>
constexpr void each_piece(plan::range items, bool inside, const Use& use) {
  int first = items.first;
  for (int i = first; i < items.first + items.count; ++i) {
    if (!plan::runs_apart(P::plan.items[i].action)) continue;
    use(plan::range{first, i - first});
    if (inside) each_piece<P>(P::plan.loops[P::plan.items[i].target].items, true, use);
    first = i + 1;
  }
  use(plan::range{first, items.first + items.count - first});
}

// Finds them in the code of a program, outermost loop by outermost loop, and gives them their
// places.
template <class P>
class local_finder {
 public:
  constexpr explicit local_finder(step_code* steps) : steps_(steps) {}

  constexpr void look_at_top() {
    begin(P::plan.top_registers);
    for (int a = 0; a < P::plan.accumulators.size; ++a)
      share(encode(P::plan.accumulators[a].result));
    for (int r = 0; r < P::plan.roots.size; ++r) {
      const plan::range imports = P::plan.roots[r].imports;
      for (int i = 0; i < imports.count; ++i) share(steps_[imports.first + i].x);
    }
    for (int c = 0; c < P::plan.contractions.size; ++c)
      share(encode(P::plan.contractions[c].times));
    find([&](auto use) { each_piece<P>(P::plan.top, false, use); });
  }

  constexpr void look_at_root(const plan::root& root) {
    begin(root.registers);
    for (int i = 0; i < root.imports.count; ++i) share(steps_[root.imports.first + i].to);
    share_accumulators(root.loop);
    find([&](auto use) { each_piece<P>(P::plan.loops[root.loop].items, true, use); });
  }

 private:
  static constexpr int unused = -1, shared = -2;  // or the piece that uses it

  constexpr void begin(const plan::register_count& count) {
    int most = 0;
    for (const int c : count.of) most = std::max(most, c);
    user_ = base::list<int>(4 * most, unused);
    place_ = base::list<int>(4 * most, -1);
    users_ = user_.data(), places_ = place_.data();
  }
  static constexpr int key(int encoded) { return 4 * (encoded / 8) + encoded % 4; }

  constexpr void share(int encoded) {
    if (encoded >= 0 && key(encoded) < user_.size()) user_[key(encoded)] = shared;
  }
  constexpr void share_accumulators(int loop) {
    const plan::loop& l = P::plan.loops[loop];
    for (int a = l.accumulators.first; a < l.accumulators.first + l.accumulators.count; ++a) {
      share(encode(P::plan.accumulators[a].partial));
      share(encode(P::plan.accumulators[a].result));
    }
    for (int i = l.items.first; i < l.items.first + l.items.count; ++i)
      if (P::plan.items[i].action == action::loop) share_accumulators(P::plan.items[i].target);
  }

  template <class EachPiece>
  constexpr void find(EachPiece each) {
    int piece = 0;
    each([&](plan::range r) {
      ++piece;
      each_register(r, [&](int& encoded) { claim(encoded, piece); });
    });
    each([&](plan::range r) {
      plan::register_count places;
      each_register(r, [&](int& encoded) { make_local(encoded, places); });
    });
  }
  template <class Use>
  constexpr void each_register(plan::range piece, Use use) {
    for (int i = piece.first; i < piece.first + piece.count; ++i) {
      step_code& s = steps_[i];
      if (s.to >= 0) use(s.to);
      if (s.x >= 0) use(s.x);
      if (s.y >= 0) use(s.y);
      if (s.w >= 0) use(s.w);
    }
  }

  constexpr void claim(int encoded, int piece) {
    int& user = users_[key(encoded)];
    if (user != piece) user = user == unused ? piece : shared;
  }
  constexpr void make_local(int& encoded, plan::register_count& places) {
    const int k = key(encoded);
    if (users_[k] == shared) return;
    if (places_[k] < 0) places_[k] = places.of[encoded % 4]++;
    encoded = encode_local(places_[k], encoded % 4);
  }

  step_code* steps_;
  base::list<int> user_;   // by register
  base::list<int> place_;  // by register, of those that are local
  int* users_ = nullptr;   // (their items: a call is steps of a constant evaluation)
  int* places_ = nullptr;
};

// All code of a program.
template <class P>
inline constexpr auto steps = [] {
  std::array<step_code, static_cast<unsigned>(P::plan.items.size)> all{};
  step_code* const code = all.data();
  for (int i = 0; i < P::plan.items.size; ++i) code[i] = step_code_of<P>(P::plan.items.items[i]);
  local_finder<P> locals(code);
  locals.look_at_top();
  for (int r = 0; r < P::plan.roots.size; ++r) locals.look_at_root(P::plan.roots[r]);
  return all;
}();

// How many locals a straight piece of it has.
template <class P>
constexpr plan::register_count locals_of(int first, int count) {
  plan::register_count all;
  for (int i = first; i < first + count; ++i) {
    const step_code& s = steps<P>[static_cast<unsigned>(i)];
    for (const int r : {s.to, s.x, s.y, s.w})
      if (r >= 0 && is_local(r)) all.of[r % 4] = std::max(all.of[r % 4], place_of(r) + 1);
  }
  return all;
}

template <class P, int First, int Count, class T>
using locals = registers<pack<T>, frame_size{locals_of<P>(First, Count)}.of(plan::kind::number),
                         frame_size{locals_of<P>(First, Count)}.of(plan::kind::pack),
                         frame_size{locals_of<P>(First, Count)}.of(plan::kind::condition),
                         frame_size{locals_of<P>(First, Count)}.of(plan::kind::pack_condition)>;

// The register R of a frame, or of the locals.
template <int R, int Unroll, int U, class Frame, class Locals>
[[gnu::always_inline]] inline auto& find(Frame& f, Locals& l) {
  if constexpr (is_local(R)) return at<R, 1, 0>(l);
  else return at<R, Unroll, U>(f);
}

}  // namespace tapeless::emit
