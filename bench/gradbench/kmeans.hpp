// kmeans: sum_i min_j |P_i - C_j|^2 of points P and centroids C. A step of Newton's method is the
// gradient J over the diagonal of the Hessian H, which is H 1, for H is diagonal.
// Source: GradBench's eval "kmeans".
//
// `cost` is one formula. For derivatives there are two, as in Lloyd's algorithm: which centroid is
// nearest, and the distance to it, whose gradient touches one centroid a point, not all of them.
#pragma once

#include <tapeless/tapeless.hpp>

namespace gradbench::kmeans {

using namespace tapeless::names;

constexpr auto i = axis<"i">;
constexpr auto j = axis<"j">;
constexpr auto l = axis<"l">;
constexpr auto P = input<"P">(i, l);
constexpr auto C = input<"C">(j, l);
constexpr auto distance = sum(square(P - C), l);
constexpr auto cost = sum(min(distance, j));

// The first of the nearest.
constexpr auto nearest = min(where(distance == min(distance, j), j, extent(j)), j);
constexpr auto of = input<"of", whole>(i);
constexpr auto cost_of_assigned = sum(square(P - C(of, l)));

}  // namespace gradbench::kmeans
