using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>
/// A contact as bytes: one byte of enumerations, two that tell which fields follow, then the fields.
/// A text is its length and its bytes; a moment is its distance to the moment before it in the record, for many are equal,
/// in whole seconds where it can be.
/// </summary>
internal static class ContactEncoding
{
    private const int Other = 3;
    private const int FieldCount = 11;
    private const int MaxVarint = 10;
    private const long MicrosecondsPerSecond = 1_000_000;

    public static int MaxBytes(Contact contact)
        => 3 + ((FieldCount + 3) * MaxVarint) + contact.Reservation.Length + contact.Status.Length + contact.NotificationStatus.Length
        + contact.Email.Length + contact.PhoneNumber.Length + contact.DigitalPostAddress.Length + contact.DigitalPostVendorAddress.Length
        + contact.Certificate.Length + contact.Language.Length + ContactRegisterBuilder.Alignment;

    public static int Write(Contact contact, Span<byte> target)
    {
        var writer = new Writer(target);
        writer.Codes(contact);
        writer.Text(0, contact.Email);
        writer.Moment(1, contact.EmailLastUpdated);
        writer.Moment(2, contact.EmailLastVerified);
        writer.Text(3, contact.PhoneNumber);
        writer.Moment(4, contact.PhoneNumberLastUpdated);
        writer.Moment(5, contact.PhoneNumberLastVerified);
        writer.Text(6, contact.DigitalPostAddress);
        writer.Text(7, contact.DigitalPostVendorAddress);
        writer.Text(8, contact.Certificate);
        writer.Text(9, contact.Language);
        writer.Moment(10, contact.LanguageLastUpdated);
        return writer.Finish();
    }

    public static Contact Read(byte[] source, int start)
    {
        var reader = new Reader(source, start);
        var contact = new Contact
        {
            Reservation = reader.Code(0, ContactCodes.Reservation),
            Status = reader.Code(2, ContactCodes.Status, other: 7),
            NotificationStatus = reader.Code(5, ContactCodes.NotificationStatus),
            Email = reader.Text(0),
            EmailLastUpdated = reader.Moment(1),
            EmailLastVerified = reader.Moment(2),
            PhoneNumber = reader.Text(3),
            PhoneNumberLastUpdated = reader.Moment(4),
            PhoneNumberLastVerified = reader.Moment(5),
            DigitalPostAddress = reader.Text(6),
            DigitalPostVendorAddress = reader.Text(7),
            Certificate = reader.Text(8),
            Language = reader.Text(9),
            LanguageLastUpdated = reader.Moment(10),
        };
        contact.State = contact.Status;
        contact.EmailUsableUntil = ContactRules.UsableUntil(contact.Email, contact.EmailLastUpdated, contact.EmailLastVerified);
        contact.PhoneUsableUntil = ContactRules.UsableUntil(contact.PhoneNumber, contact.PhoneNumberLastUpdated, contact.PhoneNumberLastVerified);
        return contact;
    }

    // small numbers of either sign become small numbers
    private static ulong Folded(long value) => (ulong)((value << 1) ^ (value >> 63));

    private static long Unfolded(ulong folded) => (long)(folded >> 1) ^ -(long)(folded & 1);

    private ref struct Writer(Span<byte> target)
    {
        private readonly Span<byte> target = target;
        private int position = 3;
        private int fields;
        private long moment;

        public void Codes(Contact contact)
        {
            var codes = Code(ContactCodes.Reservation, contact.Reservation, Other)
                | (Code(ContactCodes.Status, contact.Status, 7) << 2)
                | (Code(ContactCodes.NotificationStatus, contact.NotificationStatus, Other) << 5);
            target[0] = (byte)codes;
        }

        public void Text(int field, Utf8Text text)
        {
            if (text.IsAbsent) return;
            fields |= 1 << field;
            Plain(text);
        }

        public void Moment(int field, Instant? value)
        {
            if (value is not { } instant) return;
            fields |= 1 << field;
            var distance = instant.Microseconds - moment;
            var (seconds, rest) = Math.DivRem(distance, MicrosecondsPerSecond);
            Varint(rest == 0 ? Folded(seconds) << 1 : (Folded(distance) << 1) | 1);
            moment = instant.Microseconds;
        }

        public readonly int Finish()
        {
            target[1] = (byte)fields;
            target[2] = (byte)(fields >> 8);
            return position;
        }

        private int Code(ContactCodes codes, Utf8Text word, int other)
        {
            var number = codes.NumberOf(word);
            if (number >= 0) return number;
            Plain(word);
            return other;
        }

        private void Plain(Utf8Text text)
        {
            Varint((ulong)text.Length);
            text.Span.CopyTo(target[position..]);
            position += text.Length;
        }

        private void Varint(ulong value)
        {
            for (; value > 0x7f; value >>= 7) target[position++] = (byte)(value | 0x80);
            target[position++] = (byte)value;
        }
    }

    private struct Reader(byte[] source, int start)
    {
        private readonly int codes = source[start];
        private readonly int fields = source[start + 1] | (source[start + 2] << 8);
        private int position = start + 3;
        private long moment;

        public Utf8Text Code(int shift, ContactCodes words, int other = Other)
        {
            var number = (codes >> shift) & other;
            return number == 0 ? default : number == other ? Plain() : words.WordOf(number);
        }

        public Utf8Text Text(int field) => (fields & (1 << field)) == 0 ? default : Plain();

        public Instant? Moment(int field)
        {
            if ((fields & (1 << field)) == 0) return null;
            var raw = Varint();
            moment += (raw & 1) == 0 ? Unfolded(raw >> 1) * MicrosecondsPerSecond : Unfolded(raw >> 1);
            return new Instant(moment);
        }

        private Utf8Text Plain()
        {
            var length = (int)Varint();
            var text = new Utf8Text(source, position, length);
            position += length;
            return text;
        }

        private ulong Varint()
        {
            var value = 0UL;
            for (var shift = 0; ; shift += 7)
            {
                var next = source[position++];
                value |= (ulong)(next & 0x7f) << shift;
                if (next < 0x80) return value;
            }
        }
    }
}
