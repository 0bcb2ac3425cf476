using System.Text.Json;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Sources.Freg;

/// <summary>
/// Reads the persons of a block, one after another, in any of the shapes FREG's answers are saved in:
/// an element of <c>oppslag</c>, a whole page of them, or a bare <c>folkeregisterperson</c>.
/// A person that can't be read is quarantined with its place; a record that is no JSON stops the night.
/// </summary>
internal sealed class PersonReader(SourceReading reading, PropertyTable<Person> properties)
{
    private readonly FregDocument document = new(reading);
    private long records;

    /// <summary>Gives every readable person to <paramref name="use"/>, its texts being slices of the block, and what is left of every other to <paramref name="unread"/>,
    /// which tells whether another document is to be read in its place: then it is merged, and not quarantined.</summary>
    /// <exception cref="BadInputException">A record is no JSON.</exception>
    public void Read(DocumentBlock block, Action<Person> use, Func<UnreadDocument, bool>? unread = null)
    {
        foreach (var record in block.Records)
        {
            try
            {
                ReadRecord(block, record, use, unread);
            }
            catch (JsonException e)
            {
                throw new BadInputException("json-broken", $"freg/{block.PlaceOf(record)}: expected JSON, found something else {e.BytePositionInLine} bytes into the line{(e.LineNumber > 0 ? $" {e.LineNumber} lines on" : "")}.", e);
            }
        }
        reading.Account.CountIn(records);
        records = 0;
        document.TellRemarks();
    }

    private void ReadRecord(DocumentBlock block, in DocumentBlock.Record record, Action<Person> use, Func<UnreadDocument, bool>? unread)
    {
        var reader = new Utf8JsonReader(block.Buffer.AsSpan(record.Start, record.Length));
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            ReadElements(ref reader, block, record, use, unread);
        }
        else
        {
            var inside = reader;
            if (inside.TokenType == JsonTokenType.StartObject && inside.Read() && inside.TokenType == JsonTokenType.PropertyName && inside.ValueTextEquals("oppslag"u8))
            {
                inside.Read();
                if (inside.TokenType == JsonTokenType.StartArray) ReadElements(ref inside, block, record, use, unread); else inside.Skip();
                inside.Read();
                if (inside.TokenType != JsonTokenType.EndObject) SkipRest(ref inside);
                reader = inside;
            }
            else
            {
                ReadElement(ref reader, block, record, use, unread);
            }
        }
        if (reader.Read()) throw new JsonException();
    }

    private static void SkipRest(ref Utf8JsonReader reader)
    {
        while (reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Skip();
            reader.Read();
        }
    }

    private void ReadElements(ref Utf8JsonReader reader, DocumentBlock block, in DocumentBlock.Record record, Action<Person> use, Func<UnreadDocument, bool>? unread)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) ReadElement(ref reader, block, record, use, unread);
    }

    /// <summary>Reads one person; the reader ends on its last token whether it was readable or not.</summary>
    private void ReadElement(ref Utf8JsonReader reader, DocumentBlock block, in DocumentBlock.Record record, Action<Person> use, Func<UnreadDocument, bool>? unread)
    {
        records++;
        var start = record.Start + (int)reader.TokenStartIndex;
        var before = reader;
        try
        {
            document.Begin(block.Buffer, record.Start);
            var person = new Person { Position = block.PositionOf(start) };
            if (ReadPerson(ref reader, person)) use(person);
            // the register answered with an error message: what it has of the person now can't be read
            else unread?.Invoke(new(person.Position, NumberRescue.Find(before)) { IsErrorMessage = true });
        }
        catch (UnreadablePersonException e)
        {
            var line = record.Line + block.Buffer.AsSpan(record.Start, start - record.Start).Count((byte)'\n');
            if (unread?.Invoke(new(block.PositionOf(start), NumberRescue.Find(before))) is true) reading.Account.CountMerged();
            else reading.Quarantined(new(SourceName.Freg, block.Delivery, block.File, line, block.ByteOffsetOf(start), e.Code, e.JsonPath));
            reader = before;
            reader.Skip();
        }
    }

    /// <summary>Fills in the person; false when the register answered with an error message in its place.</summary>
    private bool ReadPerson(ref Utf8JsonReader reader, Person person)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw document.Unreadable("not-an-object");
        var inside = reader;
        inside.Read();
        if (inside.TokenType != JsonTokenType.PropertyName || !(inside.ValueTextEquals("foedselsEllerDNummer"u8) || inside.ValueTextEquals("folkeregisterperson"u8) || inside.ValueTextEquals("feilmelding"u8)))
        {
            properties.Read(ref reader, person, document);
            Complete(person, default);
            return true;
        }
        var isPerson = ReadEnvelope(ref inside, person);
        reader = inside;
        return isPerson;
    }

    private bool ReadEnvelope(ref Utf8JsonReader reader, Person person)
    {
        var number = default(Utf8Text);
        var found = false;
        var failed = false;
        for (; reader.TokenType == JsonTokenType.PropertyName; reader.Read())
        {
            if (reader.ValueTextEquals("foedselsEllerDNummer"u8))
            {
                reader.Read();
                number = document.Text(ref reader);
            }
            else if (reader.ValueTextEquals("folkeregisterperson"u8))
            {
                reader.Read();
                found = reader.TokenType != JsonTokenType.Null;
                properties.Read(ref reader, person, document);
            }
            else
            {
                if (reader.ValueTextEquals("feilmelding"u8)) failed = true;
                else document.RemarkUnknown(reader.ValueSpan);
                reader.Skip();
            }
        }
        if (found)
        {
            Complete(person, number);
            return true;
        }
        if (!failed) throw document.Unreadable("no-person");
        reading.Account.CountFiltered("error-message");
        return false;
    }

    /// <summary>A document that was asked for without its numbers is known by the number it was looked up with.</summary>
    private void Complete(Person person, Utf8Text lookedUpWith)
    {
        if (person.Identifiers.Count == 0 && lookedUpWith.IsPresent)
        {
            if (!PersonNumber.TryPack(lookedUpWith.Span, out var packed)) throw document.Unreadable("bad-number");
            person.Identifiers.Add(new() { Person = person, Number = lookedUpWith, PackedNumber = packed, InUse = true, Status = FregTerms.InUse });
        }
        foreach (var identifier in person.Identifiers)
        {
            if (identifier.Number.IsAbsent) throw document.Unreadable("no-number");
        }
        person.ChooseNumber();
        if (person.CurrentIdentifier is null) throw document.Unreadable("no-number");
    }
}
