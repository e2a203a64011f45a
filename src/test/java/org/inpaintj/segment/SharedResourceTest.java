package org.inpaintj.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class SharedResourceTest {

    private final List<Object> closed = new ArrayList<>();
    private final SharedResource<Object> keeper = new SharedResource<>(closed::add);

    @Test
    void theSameIsKeptForTheNextUse() {
        final Object first;
        try (SharedResource<Object>.Lease lease = keeper.lease("a", Object::new)) {
            first = lease.value();
        }
        try (SharedResource<Object>.Lease lease = keeper.lease("a", Object::new)) {
            assertSame(first, lease.value());
        }
        assertEquals(List.of(), closed);
        keeper.release();
        assertEquals(List.of(first), closed);
        try (SharedResource<Object>.Lease lease = keeper.lease("a", Object::new)) {
            assertNotSame(first, lease.value());
        }
    }

    @Test
    void somethingElseTakesItsPlace() {
        keeper.lease("a", () -> "A").close();
        keeper.lease("b", () -> "B").close();
        assertEquals(List.of("A"), closed);
        keeper.close();
        assertEquals(List.of("A", "B"), closed);
        assertThrows(IllegalStateException.class, () -> keeper.lease("b", () -> "B"));
    }

    @Test
    void whatIsInUseIsClosedByItsLastUser() {
        final SharedResource<Object>.Lease one = keeper.lease("a", () -> "A"), two = keeper.lease("a", () -> "A again");
        keeper.lease("b", () -> "B").close();
        one.close();
        one.close();
        assertEquals(List.of(), closed);
        assertEquals("A", two.value());
        two.close();
        assertEquals(List.of("A"), closed);
    }
}
