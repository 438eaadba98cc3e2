# The checks that are no Boost.Test program, as tests of their own, so that ctest's last line speaks for all.
function(gatehouse_check name)
  cmake_parse_arguments(A "SERIAL" "TIMEOUT" "COMMAND" ${ARGN})
  add_test(NAME ${name} COMMAND ${A_COMMAND} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  if(NOT A_TIMEOUT)
    set(A_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${A_TIMEOUT})
  if(A_SERIAL)
    set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
  endif()
endfunction()

# What scripts/run builds: everything that runs, no test.
get_property(programs GLOBAL PROPERTY gatehouse_programs)
get_property(plugins GLOBAL PROPERTY gatehouse_plugins)
add_custom_target(programs DEPENDS ${programs} ${plugins} catalogues)

gatehouse_check(layering COMMAND ${CMAKE_SOURCE_DIR}/scripts/layering)
gatehouse_check(format COMMAND ${CMAKE_SOURCE_DIR}/scripts/format --check)
gatehouse_check(scripts COMMAND ${CMAKE_SOURCE_DIR}/tests/scripts/run)
