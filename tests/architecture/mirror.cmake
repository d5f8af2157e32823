# pass/hoist.hpp is tested by tests/pass/hoist.cpp. A header without such a test stands in this table,
# with a test that would fail if it were wrong.
cmake_minimum_required(VERSION 3.23)

set(covered
  base/cpp20 targets/programs
  base/error front/evaluation
  base/exp10 op/accuracy
  base/in_order front/extents
  base/length laws/subscripts
  base/limits expr/formula
  base/link laws/sanitized
  base/owner tape/checkpoint
  base/sentence optimize/steps/step
  base/several machine/pack
  base/short_name gradient
  base/target linking/part
  base/text expr/formula
  base/wider laws/long_sums
  bridge/arguments bridge/tensor
  bridge/curvature bridge/second_order
  bridge/door bridge/scalar
  bridge/gradient bridge/scalar
  bridge/left_behind bridge/tensor
  bridge/results bridge/tensor
  bridge/unpacking bridge/tensor
  emit/accumulator laws/long_sums
  emit/borders laws/subscripts
  emit/contraction laws/contractions
  emit/inside laws/subscripts
  emit/kernel emit/call
  emit/live emit/step
  emit/memory emit/step
  emit/scatter laws/gathers
  plan/behind laws/rows_kept
  plan/phase laws/rows_kept
  expr/axes_of expr/linear_algebra
  expr/axis expr/formula
  expr/axis_order expr/rearranging
  expr/functions expr/formula
  expr/input expr/formula
  expr/length must_not_compile/length_of_no_whole_number
  expr/refused must_not_compile/out_of_a_number
  expr/term ir/trace
  expr/term_walk ir/trace
  front/calls front/evaluation
  front/call_sentences must_not_compile/input_not_bound
  front/formula_sentences must_not_compile/loss_is_not_a_scalar
  front/complaint front/extents
  front/compute front/evaluation
  front/door front/evaluation
  front/finite_difference verify
  front/given front/options
  front/kept front/result
  front/reads front/extents
  front/slow_call first_nan
  front/whole_data front/extents
  front/limits must_not_compile/extents_too_large
  interop/file interop/npz
  interop/half interop/safetensors
  interop/little_endian interop/npz
  interop/npy interop/npz
  interop/zip interop/npz
  ir/axis_set ir/graph
  ir/handle ir/builder
  ir/in_words first_nan
  ir/index_list ir/graph
  ir/print ir/trace
  ir/substitute laws/subscripts
  ir/term_reads ir/trace
  ir/term_tables ir/trace
  ir/whole laws/gathers
  machine/as_if_read targets/gradients
  machine/contraction/axes machine/contraction
  machine/contraction/cut machine/contraction
  machine/contraction/packing machine/contraction
  machine/contraction/problem machine/contraction
  machine/contraction/small laws/contractions
  machine/contraction/tile machine/contraction
  machine/contraction/unless_zero machine/contraction
  machine/parallel front/threads
  machine/vector_math op/accuracy
  network network/parts
  op/activation op/accuracy
  op/all op/accuracy
  op/arithmetic op/accuracy
  op/careful op/accuracy
  op/comparison emit/step
  op/functions op/engines
  op/math op/accuracy
  op/own expr/own
  op/probability op/accuracy
  op/random expr/random
  op/reduction laws/formulas
  op/rounding op/accuracy
  op/row op/accuracy
  op/transcendental op/accuracy
  optimize front/names
  optimize/parameter optimize/parameters
  optimize/search/arguments optimize/search/minimize
  optimize/search/augmented_lagrangian optimize/search/keep_constraints
  optimize/search/bounded_model optimize/search/bounds
  optimize/search/box optimize/search/bounds
  optimize/search/called optimize/search/by_function
  optimize/search/cauchy_point optimize/search/bounds
  optimize/search/check_start optimize/search/minimize
  optimize/search/complain must_not_compile/minimize_without_method
  optimize/search/constraints optimize/search/keep_constraints
  optimize/search/cubic optimize/search/line_search
  optimize/search/descent optimize/search/lbfgs
  optimize/search/looks optimize/search/by_function
  optimize/search/method optimize/search/minimize
  optimize/search/objective optimize/search/minimize
  optimize/search/point optimize/search/quadratic_model
  optimize/search/progress optimize/search/minimize
  optimize/search/take_steps optimize/search/minimize
  optimize/search/trust_region optimize/search/levenberg_marquardt
  optimize/search/verdict optimize/search/stop
  optimize/settings optimize/steps/step
  optimize/start optimize/parameters
  optimize/steps/match optimize/steps/step
  optimize/zeros optimize/parameters
  pass/rebuild pass/prune
  pass/rules pass/adjoint
  pass/singular laws/singular
  pass/tangent pass/jacobian
  pipeline laws/passes
  plan/plan plan/planner
  tape front/names
  tape/own expr/own
  tape/remembered_call tape/checkpoint
  tape/apply tape/functions
  tape/call tape/checkpoint
  tape/flow tape/tape
  tape/ledger tape/tape
  tape/memory_of interop/eigen_tape
  tape/number tape/active
  tape/operators tape/functions
  tape/record tape/entry
  tape/recording tape/tape
  tape/scope tape/tape
  tape/slowly tape/chain
  tape/spread tape/range
  tape/sweep tape/tape
  tape/twins tape/entry
  tape/units tape/entry
  tape/visit tape/print
  tapeless front/names)

set(tests ${CMAKE_CURRENT_LIST_DIR}/..)
set(include ${tests}/../include/tapeless)
set(at 0)
list(LENGTH covered length)
while(at LESS length)
  list(SUBLIST covered ${at} 2 row)
  list(GET row 0 header)
  list(GET row 1 test)
  list(APPEND in_table ${header})
  if(NOT EXISTS ${include}/${header}.hpp OR NOT EXISTS ${tests}/${test}.cpp)
    message(SEND_ERROR "${header}.hpp or tests/${test}.cpp is not there")
  elseif(EXISTS ${tests}/${header}.cpp)
    message(SEND_ERROR "${header}.hpp has a test of its own: it does not belong in the table")
  endif()
  math(EXPR at "${at} + 2")
endwhile()

file(GLOB_RECURSE headers RELATIVE ${include} ${include}/*.hpp)
foreach(header IN LISTS headers)
  string(REGEX REPLACE "\\.hpp$" "" name ${header})
  if(NOT EXISTS ${tests}/${name}.cpp AND NOT name IN_LIST in_table)
    message(SEND_ERROR "${header} has no tests/${name}.cpp, and is not in the table of mirror.cmake")
  endif()
endforeach()
