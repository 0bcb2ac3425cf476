using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Sources.Freg;

/// <summary>Where a reader stands in a block while one document is read, and how its values are taken: texts as slices of the block.</summary>
internal sealed class FregDocument(SourceReading reading)
{
    private readonly string[] path = new string[16];
    private readonly List<Remarked> remarked = [];
    private byte[] buffer = [];
    private int start;
    private int depth;

    /// <summary>Points at a value that begins at <paramref name="valueStart"/> of the block's buffer.</summary>
    public void Begin(byte[] block, int valueStart)
    {
        buffer = block;
        start = valueStart;
        depth = 0;
    }

    /// <summary>Notes the property that is being read, for messages; give what it returns to <see cref="Leave"/>.</summary>
    public int Enter(string property)
    {
        if (depth < path.Length) path[depth] = property;
        return depth++;
    }

    public void Leave(int outer) => depth = outer;

    public UnreadablePersonException Unreadable(string code) => new(code, PathOf());

    /// <summary>Counts a property that nobody knows, where the reader stands.</summary>
    public void RemarkUnknown(ReadOnlySpan<byte> name) => Remark(ContractRemarks.Unknown, name);

    /// <summary>Counts a property that should be where the reader stands, and isn't.</summary>
    public void RemarkMissing(ReadOnlySpan<byte> name) => Remark(ContractRemarks.Missing, name);

    /// <summary>Gives what was counted to the reading: once for a block, for a property that is new may stand in every document.</summary>
    public void TellRemarks()
    {
        foreach (var one in remarked) reading.Contract.Add(one.Code, one.Path, one.Count);
        remarked.Clear();
    }

    private void Remark(string code, ReadOnlySpan<byte> name)
    {
        foreach (var one in remarked)
        {
            if (!ReferenceEquals(one.Code, code) || !name.SequenceEqual(one.Name) || !one.Parents.AsSpan().SequenceEqual(path.AsSpan(0, Math.Min(depth, path.Length)))) continue;
            one.Count++;
            return;
        }
        if (remarked.Count == ContractRemarks.MostPaths) reading.Contract.Add(code, ContractRemarks.Others, 1);
        else remarked.Add(new(code, [.. path.Take(depth)], name.ToArray(), $"{PathOf()}.{System.Text.Encoding.UTF8.GetString(name)}"));
    }

    private string PathOf() => string.Join('.', path.Take(depth).Prepend("$"));

    /// <summary>A text as it stands, absent when null or empty; a number's digits are text too.</summary>
    public Utf8Text Text(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return default;
            case JsonTokenType.Number:
                return new(buffer, start + (int)reader.TokenStartIndex, reader.ValueSpan.Length);
            case JsonTokenType.String when reader.ValueSpan.IsEmpty:
                return default;
            case JsonTokenType.String when !reader.ValueIsEscaped:
                return Valid(new(buffer, start + (int)reader.TokenStartIndex + 1, reader.ValueSpan.Length));
            case JsonTokenType.String:
                var unescaped = Unescaped(ref reader);
                return Valid(new(unescaped, 0, unescaped.Length));
            default:
                throw Unreadable("not-a-text");
        }
    }

    /// <summary>A text or name without its escapes; an escape that names half a character is the document's fault.</summary>
    public byte[] Unescaped(ref Utf8JsonReader reader)
    {
        try
        {
            var unescaped = new byte[reader.ValueSpan.Length];
            return unescaped[..reader.CopyString(unescaped)];
        }
        catch (InvalidOperationException)
        {
            throw Unreadable("bad-escape");
        }
    }

    /// <summary>The mart's term; FREG's own, counted, when it was never heard of.</summary>
    public Utf8Text Term(ref Utf8JsonReader reader, TermList terms)
    {
        var text = Text(ref reader);
        if (text.IsAbsent) return default;
        if (terms.TryMap(text.Span, out var term)) return term;
        reading.Remark("unknown-value:" + terms.Name);
        return text;
    }

    public DateOnly? Date(ref Utf8JsonReader reader)
    {
        var text = Text(ref reader);
        if (text.IsAbsent) return null;
        return Timestamps.TryParseDate(text.Span, out var date) ? date : throw Unreadable("bad-date");
    }

    public Instant? Instant(ref Utf8JsonReader reader)
    {
        var text = Text(ref reader);
        if (text.IsAbsent) return null;
        return Timestamps.TryParseInstant(text.Span, out var instant) ? instant : throw Unreadable("bad-timestamp");
    }

    public int? Integer(ref Utf8JsonReader reader)
    {
        var text = Text(ref reader);
        if (text.IsAbsent) return null;
        return int.TryParse(text.Span, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw Unreadable("bad-integer");
    }

    public bool? Boolean(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Null => null,
        _ => throw Unreadable("not-a-boolean"),
    };

    /// <summary>Every element of an array into a new version; a single object counts as an array of one.</summary>
    public void Versions<T>(ref Utf8JsonReader reader, PropertyTable<T> table, Person person, List<T> versions)
        where T : Mart.Version, new()
    {
        if (reader.TokenType == JsonTokenType.Null) return;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            versions.Add(Version(ref reader, table, person));
            return;
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) versions.Add(Version(ref reader, table, person));
    }

    private T Version<T>(ref Utf8JsonReader reader, PropertyTable<T> table, Person person)
        where T : Mart.Version, new()
    {
        var version = new T { Person = person };
        table.Read(ref reader, version, this);
        return version;
    }

    private sealed record Remarked(string Code, string[] Parents, byte[] Name, string Path)
    {
        public long Count { get; set; } = 1;
    }

    // PostgreSQL takes neither broken UTF-8 nor a zero byte
    private Utf8Text Valid(Utf8Text text) => Utf8.IsValid(text.Span) && !text.Span.Contains((byte)0) ? text : throw Unreadable("bad-text");
}
