namespace PersonEtl.Etl.Sources.Freg;

/// <summary>A record is a line; empty lines are passed over.</summary>
internal sealed class LineCutter : RecordCutter
{
    public override int Cut(ReadOnlySpan<byte> bytes, bool atEnd, DocumentBlock block)
    {
        var start = 0;
        while (start < bytes.Length)
        {
            var length = bytes[start..].IndexOf((byte)'\n');
            if (length < 0 && !atEnd) return start;
            var end = length < 0 ? bytes.Length : start + length;
            if (bytes[start..end].IndexOfAnyExcept(" \t\r"u8) >= 0) block.Add(start, end - start, Line);
            Line++;
            start = Math.Min(end + 1, bytes.Length);
        }
        return start;
    }
}
