using System.Text.Json;
using PersonEtl.Etl.Enrich;

namespace PersonEtl.Etl.Sources.Krr;

/// <summary>
/// Reads one file of KRR piece by piece: pages (<c>{"personer":[…]}</c>, <c>{"list":[…]}</c>), an array of records, or records one after another,
/// any number of each. A record is read when the buffer holds it whole, so memory doesn't grow with the file.
/// </summary>
internal sealed class KrrFile(string delivery, string file, string place, ContactRegisterBuilder target, KrrRecord record, UnreadRecords<ulong> unread, SourceReading reading)
{
    private const int InitialBuffer = 1 << 20;
    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true };

    private enum Position
    {
        Outside,
        InRecords,
        AfterRecords,
    }

    private byte[] buffer = new byte[InitialBuffer];
    private int filled;
    private JsonReaderState state = new(Options);
    private Position position;
    private bool inPage;
    private bool anything;
    private long bytesBefore;
    private long linesBefore;

    /// <exception cref="BadInputException">The file is empty, no JSON, cut off, or holds something that is neither a page nor a person.</exception>
    public async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        bool final;
        do
        {
            var free = buffer.AsMemory(filled);
            var read = await stream.ReadAtLeastAsync(free, free.Length, throwOnEndOfStream: false, cancellationToken);
            final = read < free.Length;
            filled += read;
            if (bytesBefore == 0 && buffer.AsSpan(0, filled).StartsWith("\uFEFF"u8)) Drop(3);
            Drop(Consume(final));
        }
        while (!final);
        if (!anything) throw new BadInputException("empty-file", $"{place}: expected persons of KRR, found an empty file.");
    }

    private int Consume(bool final)
    {
        var reader = new Utf8JsonReader(buffer.AsSpan(0, filled), final, state);
        try
        {
            while (TryStep(ref reader)) anything = true;
        }
        catch (JsonException e)
        {
            throw new BadInputException("json-broken", $"{place}, line {e.LineNumber + 1}: expected JSON to the end of the file, found something else or nothing. The file is cut off or damaged; deliver it again.", e);
        }
        state = reader.CurrentState;
        return (int)reader.BytesConsumed;
    }

    /// <summary>Takes the next thing whole; false when the buffer doesn't hold it, with the reader where it was.</summary>
    private bool TryStep(ref Utf8JsonReader reader)
    {
        var before = reader;
        if (reader.Read() && position switch
        {
            Position.Outside => TryStepOutside(ref reader),
            Position.InRecords => TryStepInRecords(ref reader),
            _ => TryStepAfterRecords(ref reader),
        }) return true;
        reader = before;
        return false;
    }

    private bool TryStepOutside(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            position = Position.InRecords;
            inPage = false;
            return true;
        }
        if (reader.TokenType != JsonTokenType.StartObject) throw Shape(ref reader);
        var start = reader;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject || reader.ValueTextEquals("personidentifikator"u8))
            {
                reader = start;
                return TryReadRecord(ref reader);
            }
            if (IsList(ref reader)) return TryEnterList(ref reader);
            if (!reader.TrySkip()) return false;
        }
        return false;
    }

    private bool TryStepInRecords(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            position = inPage ? Position.AfterRecords : Position.Outside;
            return true;
        }
        if (reader.TokenType == JsonTokenType.StartObject) return TryReadRecord(ref reader);
        var start = reader.TokenStartIndex;
        if (!reader.TrySkip()) return false;
        reading.Account.CountIn();
        unread.Add(null, PlaceOf(start, "not-an-object", null));
        return true;
    }

    private bool TryStepAfterRecords(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.EndObject) return IsList(ref reader) ? TryEnterList(ref reader) : reader.TrySkip();
        position = Position.Outside;
        return true;
    }

    private static bool IsList(ref Utf8JsonReader reader) => reader.ValueTextEquals("personer"u8) || reader.ValueTextEquals("list"u8);

    private bool TryEnterList(ref Utf8JsonReader reader)
    {
        if (!reader.Read()) return false;
        if (reader.TokenType != JsonTokenType.StartArray) throw Shape(ref reader);
        position = Position.InRecords;
        inPage = true;
        return true;
    }

    private bool TryReadRecord(ref Utf8JsonReader reader)
    {
        var start = reader;
        var used = record.TryRead(ref reader, buffer);
        // a record that ends early fails too, so only a failed one is looked at again
        if (!used)
        {
            reader = start;
            if (!reader.TrySkip()) return false;
        }
        reading.Account.CountIn();
        if (!used)
        {
            unread.Add(KrrRecord.FindNumber(start), PlaceOf(start.TokenStartIndex, record.Code!, record.JsonPath));
            return true;
        }
        if (target.Add(record.Number, record.Contact)) reading.Account.CountOut();
        else reading.Account.CountMerged();
        unread.Replace(record.Number);
        foreach (var remark in record.Remarks) reading.Remark(remark);
        foreach (var (code, path) in record.Contract) reading.Contract.Add(code, path, 1);
        return true;
    }

    private QuarantinedRecord PlaceOf(long start, string code, string? path) => new(reading.Source, delivery, file, LineAt(start), bytesBefore + start, code, path);

    private long LineAt(long start) => linesBefore + buffer.AsSpan(0, (int)start).Count((byte)'\n') + 1;

    private BadInputException Shape(ref Utf8JsonReader reader) => new(
        "krr-shape", $"{place}, line {LineAt(reader.TokenStartIndex)}: expected a page with \"personer\" or \"list\", or a person, found {reader.TokenType}.");

    private void Drop(int consumed)
    {
        var dropped = buffer.AsSpan(0, consumed);
        linesBefore += dropped.Count((byte)'\n');
        bytesBefore += consumed;
        buffer.AsSpan(consumed, filled - consumed).CopyTo(buffer);
        filled -= consumed;
        if (filled < buffer.Length) return;
        if (buffer.Length >= ContactRegisterBuilder.MaxRecordBytes)
            throw new BadInputException("record-too-large", $"{place}, line {linesBefore + 1}: expected records of less than {buffer.Length} bytes, found a larger one.");
        Array.Resize(ref buffer, buffer.Length * 2);
    }
}
