// What flows back to one place is a sum of what flows back from each place where it was used. It is
// added up so that as little as possible has to wait: common factors are multiplied once, by the
// sum of the others, and what is known last is added last. (A processor looks ahead a few dozen
// operations; where each waits for the one before, these are of one or two elements alone.) What
// the user wrote keeps its order.
#pragma once

#include "tapeless/pass/rebuild.hpp"

namespace tapeless::pass {

class sum_balance {
 public:
  constexpr explicit sum_balance(const graph& g)
      : g_(g), nodes_(g.nodes.data()), user_(g.nodes.size(), none) {
    for (int i = 0; i < g.nodes.size(); ++i)
      for (int k = 0; k < 3 && nodes_[i].operand[k] >= 0; ++k) {
        int& user = user_[nodes_[i].operand[k]];
        user = user == none ? i : many;
      }
    for (const output& o : g.outputs)
      if (o.node >= 0) user_[o.node] = many;
  }

  constexpr int again(builder& build, const node& n, const int* place) {
    const auto id = static_cast<int>(&n - nodes_);
    if (!is_sum(id)) return build.copy(n, place);
    if (is_part(id)) return -1;  // (its user takes it apart)
    base::list<term> terms = terms_of(id), sums;
    for (int i = 0; i < terms.size(); ++i) {
      const term& t = terms[i];
      if (t.node < 0) continue;
      const int factor = terms.size() <= most ? common_factor(terms, i) : -1;
      if (factor < 0) sums.push({place[t.node], t.negative});
      else sums.push(product(build, terms, factor, place));
    }
    const term z = added(build, sums);
    return z.negative ? build.apply(neg, z.node) : z.node;
  }

 private:
  static constexpr int none = -1, many = -2;  // users
  static constexpr int most = 64;             // terms that are looked at in pairs
  static constexpr op::code add = op::code_of<op::add>, sub = op::code_of<op::sub>,
                            neg = op::code_of<op::neg>, mul = op::code_of<op::mul>;

  struct term {
    int node = -1;
    bool negative = false;
    int wait = 0;
  };

  constexpr bool is_derived(int id, op::code code) const {
    return id >= g_.written && nodes_[id].code == code;
  }
  constexpr bool is_sum(int id) const {
    return is_derived(id, add) || is_derived(id, sub) || is_derived(id, neg);
  }
  // Of a larger sum.
  constexpr bool is_part(int id) const {
    return is_sum(id) && user_[id] >= 0 && is_sum(user_[id]) && !nodes_[id].from_outside &&
           nodes_[user_[id]].axes == nodes_[id].axes;
  }

  // (Compilers stop at 512 nested calls.)
  constexpr base::list<term> terms_of(int sum) const {
    base::list<term> terms, open;
    open.push({sum, false});
    while (!open.empty()) {
      const term t = open.pop();
      const node& n = nodes_[t.node];
      for (int k = 1; k >= 0; --k) {
        const int x = n.operand[k];
        if (x < 0) continue;
        const bool negative = t.negative != (n.code == neg || (n.code == sub && k == 1));
        if (is_part(x)) open.push({x, negative});
        else terms.push({x, negative});
      }
    }
    return terms;
  }

  // A product that is there for the sum alone.
  constexpr bool has_factor(const term& t, int factor) const {
    return t.node >= 0 && is_derived(t.node, mul) && user_[t.node] >= 0 &&
           (nodes_[t.node].operand[0] == factor || nodes_[t.node].operand[1] == factor);
  }
  // A factor of a term and of a later one, or -1.
  constexpr int common_factor(const base::list<term>& terms, int i) const {
    for (const int factor : {nodes_[terms[i].node].operand[0], nodes_[terms[i].node].operand[1]})
      for (int k = i + 1; k < terms.size() && has_factor(terms[i], factor); ++k)
        if (has_factor(terms[k], factor)) return factor;
    return -1;
  }
  // All terms with a factor, in one: the terms are gone.
  constexpr term product(builder& build, base::list<term>& terms, int factor, const int* place) {
    base::list<term> others;
    for (term& t : terms) {
      if (!has_factor(t, factor)) continue;
      const int* const x = nodes_[t.node].operand;
      others.push({place[x[0] == factor ? x[1] : x[0]], t.negative});
      t.node = -1;
    }
    term z = added(build, others);
    z.node = build.apply(mul, place[factor], z.node);
    return z;
  }

  constexpr term added(builder& build, base::list<term>& terms) {
    for (term& t : terms) t.wait = wait_for(build, t.node);
    if (terms.size() <= most) sort(terms);
    int first = 0;
    while (first < terms.size() && terms[first].negative) ++first;
    const bool negative = first == terms.size();
    if (negative) first = 0;
    int z = terms[first].node;
    for (int i = 0; i < terms.size(); ++i)
      if (i != first) z = build.apply(terms[i].negative != negative ? sub : add, z, terms[i].node);
    return {z, negative};
  }
  static constexpr void sort(base::list<term>& terms) {
    for (int i = 1; i < terms.size(); ++i)
      for (int k = i; k > 0 && terms[k].wait < terms[k - 1].wait; --k)
        std::swap(terms[k], terms[k - 1]);
  }

  // What the longest chain of operations costs that a node waits for, in the loop that makes it.
  constexpr int wait_for(const builder& build, int id) {
    for (int i = waits_.size(); i <= id; ++i) {
      const node& n = build[i];
      const bool is_read = n.operand[0] < 0 || n.code == op::reindex || about(n).reduction;
      int longest = 0;
      for (int k = 0; k < 3 && n.operand[k] >= 0; ++k)
        longest = longest > waits_[n.operand[k]] ? longest : waits_[n.operand[k]];
      waits_.push(is_read ? 0 : longest + about(n).cost);
    }
    return waits_[id];
  }

  const graph& g_;
  const node* nodes_;
  base::list<int> user_;   // by node: the only one, or none, or many
  base::list<int> waits_;  // by new node
};

// @post the same values up to rounding.
constexpr graph balance(const graph& g) {
  sum_balance sums(g);
  return rebuild(g, [&sums](builder& build, const node& n, const int* place) {
    return sums.again(build, n, place);
  });
}

}  // namespace tapeless::pass
