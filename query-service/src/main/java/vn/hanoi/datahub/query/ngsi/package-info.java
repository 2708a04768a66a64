/** Values as NGSI-LD entities of the Smart Data Models. */
@NullMarked
package vn.hanoi.datahub.query.ngsi;

import org.jspecify.annotations.NullMarked;
