/** What a business of that kind calls things. Whole sentences that need one take it as an argument. */
type Words = {
  place: string;
  order: string;
  orders: string;
  catalogue: string;
  person: string;
  people: string;
  promise: string;
  queue: string;
};

export const words: Record<'restaurant' | 'retail' | 'hospitality' | 'events' | 'salon', Words> = {
  restaurant: {
    place: 'Table',
    order: 'Check',
    orders: 'Checks',
    catalogue: 'Menu',
    person: 'Guest',
    people: 'Guests',
    promise: 'Reservation',
    queue: 'Kitchen',
  },
  retail: {
    place: 'Fitting room',
    order: 'Sale',
    orders: 'Sales',
    catalogue: 'Products',
    person: 'Customer',
    people: 'Customers',
    promise: 'Pickup',
    queue: 'Packing',
  },
  hospitality: {
    place: 'Room',
    order: 'Folio',
    orders: 'Folios',
    catalogue: 'Rates & extras',
    person: 'Guest',
    people: 'Guests',
    promise: 'Reservation',
    queue: 'Housekeeping',
  },
  events: {
    place: 'Seat',
    order: 'Booking',
    orders: 'Bookings',
    catalogue: 'Tickets',
    person: 'Attendee',
    people: 'Attendees',
    promise: 'Admission',
    queue: 'Door',
  },
  salon: {
    place: 'Chair',
    order: 'Visit',
    orders: 'Visits',
    catalogue: 'Services',
    person: 'Client',
    people: 'Clients',
    promise: 'Appointment',
    queue: 'Day plan',
  },
};
