using System.Text;

namespace PersonEtl.Etl.Mart;

/// <summary>
/// A slice of UTF-8 text in a larger buffer; the default value means absent.
/// Text travels so from a source's document to COPY and Parquet; a string is made only where a person reads it.
/// </summary>
internal readonly struct Utf8Text(byte[] buffer, int start, int length)
{
    private readonly byte[]? buffer = buffer;
    private readonly int start = start;

    public int Length { get; } = length;

    public bool IsAbsent => buffer is null;

    public bool IsPresent => buffer is not null;

    public ReadOnlySpan<byte> Span => new(buffer, start, Length);

    /// <summary>Text made once, for look-ups and code lists; null becomes absent.</summary>
    public static Utf8Text From(string? text)
    {
        if (text is null) return default;
        var bytes = Encoding.UTF8.GetBytes(text);
        return new(bytes, 0, bytes.Length);
    }

    /// <summary>A copy that does not hold on to the buffer it was cut from.</summary>
    public Utf8Text Copy() => IsAbsent ? default : new(Span.ToArray(), 0, Length);

    /// <summary>The same text, absent when empty: registers write "" for missing.</summary>
    public Utf8Text EmptyAsAbsent() => Length == 0 ? default : this;

    /// <summary>The first bytes of the text; all of it when it is shorter.</summary>
    public Utf8Text First(int count) => IsAbsent ? default : new(buffer!, start, Math.Min(count, Length));

    public bool EqualsText(Utf8Text other) => IsAbsent == other.IsAbsent && Span.SequenceEqual(other.Span);

    public override string ToString() => Encoding.UTF8.GetString(Span);
}
