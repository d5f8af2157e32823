// Learning: parameters, optimizers, learning-rate schedules, solvers. To be included beside
// <tapeless/tapeless.hpp>.
//
//   auto theta = parameters(slope = 6.0, weights = zeros(25, 10));
//   adam opt{.learning_rate = 0.1};
//   const auto r = fit(theta, height = h);
//   opt.step(theta, r);             // moves what theta and r share; the rest of theta stays
//   opt.step(theta, r, project);    // and then calls project(theta)
//   const auto end = minimize(loss, wrt(slope, weights), height = h, theta, lbfgs{});
//
// With opt.threads = n the work is shared by n threads; the results have the same bits for any n.
#pragma once

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored \
    "-Wshadow"  // g++ compares a header's own names with the user's global ones
#endif

#include "tapeless/base/cpp20.hpp"

// (Those with sentences come first, in this order: a compiler shows the headers that lead to one.)
#include "tapeless/gradient.hpp"

#include "tapeless/optimize/zeros.hpp"

#include "tapeless/optimize/start.hpp"

#include "tapeless/optimize/parameters.hpp"
#include "tapeless/optimize/steps/match.hpp"

#include "tapeless/optimize/covariance.hpp"
#include "tapeless/optimize/robust.hpp"
#include "tapeless/optimize/search/lbfgs.hpp"
#include "tapeless/optimize/search/levenberg_marquardt.hpp"
#include "tapeless/optimize/search/minimize.hpp"
#include "tapeless/optimize/search/newton.hpp"
#include "tapeless/optimize/steps/adadelta.hpp"
#include "tapeless/optimize/steps/adagrad.hpp"
#include "tapeless/optimize/steps/adam.hpp"
#include "tapeless/optimize/steps/adamw.hpp"
#include "tapeless/optimize/steps/clip_by_norm.hpp"
#include "tapeless/optimize/steps/curves.hpp"
#include "tapeless/optimize/steps/nadam.hpp"
#include "tapeless/optimize/steps/rmsprop.hpp"
#include "tapeless/optimize/steps/sgd.hpp"
#include "tapeless/optimize/steps/unit_rows.hpp"

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

// See <tapeless/gradient.hpp>.
namespace tapeless::names {

using tapeless::parameters;
using tapeless::zeros;

using tapeless::adadelta;
using tapeless::adagrad;
using tapeless::adam;
using tapeless::adamw;
using tapeless::nadam;
using tapeless::rmsprop;
using tapeless::sgd;
using tapeless::unit_rows;

using tapeless::cosine_decay;
using tapeless::exponential_decay;
using tapeless::inverse_time_decay;
using tapeless::schedule;

using tapeless::at_most_0;
using tapeless::equal_to_0;
using tapeless::with_duals;

using tapeless::lbfgs;
using tapeless::levenberg_marquardt;
using tapeless::newton;
using tapeless::on_step;
using tapeless::outcome;
using tapeless::progress;
using tapeless::reason;
using tapeless::show_progress;
using tapeless::stop;

}  // namespace tapeless::names
