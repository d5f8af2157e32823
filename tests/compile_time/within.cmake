# Compiles a program of bench/shapes.py with 10 % more nodes and steps than are recorded.
cmake_minimum_required(VERSION 3.23)

math(EXPR most_nodes "${nodes} * 11 / 10")
math(EXPR most_steps "${steps} * 11 / 10")
set(limit -fconstexpr-ops-limit=${most_steps})
if(id STREQUAL Clang)
  set(limit -fconstexpr-steps=${most_steps})
endif()

set(program ${CMAKE_CURRENT_BINARY_DIR}/${shape}.cpp)
execute_process(COMMAND ${python} ${shapes} ${shape} ${size} OUTPUT_FILE ${program} COMMAND_ERROR_IS_FATAL ANY)
file(APPEND ${program} "static_assert(made::graph.node_count <= ${most_nodes}, \"over ${most_nodes} nodes\");\n")
execute_process(
  COMMAND ${compiler} -std=c++20 -fsyntax-only ${limit} -I ${include} -I ${boost} ${program}
  RESULT_VARIABLE result ERROR_VARIABLE printed OUTPUT_VARIABLE printed)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${shape} ${size} costs over 10 % more than is recorded (${nodes} nodes, ${steps} steps). If that "
                      "is worth it: tests/compile_time/record\n${printed}")
endif()
