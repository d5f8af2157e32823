# Compiles `source` with its mistake; the expected message must be among the compiler's errors.
cmake_minimum_required(VERSION 3.23)

file(STRINGS ${source} expected LIMIT_COUNT 1)
if(NOT expected MATCHES "^// expect: (.+)$")
  message(FATAL_ERROR "the first line is not: // expect: <part of the message>")
endif()
set(expected ${CMAKE_MATCH_1})

execute_process(
  COMMAND ${compiler} -std=c++20 -fsyntax-only -D MISTAKE -I ${include} -I ${boost} ${source}
  RESULT_VARIABLE result ERROR_VARIABLE printed OUTPUT_VARIABLE printed)
if(result EQUAL 0)
  message(FATAL_ERROR "the mistake compiles; expected: ${expected}")
endif()
string(FIND "${printed}" "${expected}" place)
if(place EQUAL -1)
  message(FATAL_ERROR "expected: ${expected}\nprinted:\n${printed}")
endif()
