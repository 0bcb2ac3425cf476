namespace PersonEtl.Etl.Export;

/// <summary>Texts one after another, and where each ends; the end of an absent one is complemented.</summary>
internal sealed class TextValues : ColumnValues
{
    private byte[] bytes = new byte[256];
    private int[] ends = new int[64];
    private int used;

    public ReadOnlySpan<byte> this[int row]
    {
        get
        {
            var start = row == 0 ? 0 : EndOf(row - 1);
            return bytes.AsSpan(start, EndOf(row) - start);
        }
    }

    public override bool IsPresent(int row) => ends[row] >= 0;

    public override void AddNull() => AddEnd(~used);

    public void Add(ReadOnlySpan<byte> text)
    {
        MakeRoom(ref bytes, used, text.Length);
        text.CopyTo(bytes.AsSpan(used));
        used += text.Length;
        AddEnd(used);
    }

    public override void Append(ColumnValues other, int from, int to)
    {
        var texts = (TextValues)other;
        if (from == to) return;
        var start = from == 0 ? 0 : texts.EndOf(from - 1);
        var length = texts.EndOf(to - 1) - start;
        MakeRoom(ref bytes, used, length);
        texts.bytes.AsSpan(start, length).CopyTo(bytes.AsSpan(used));
        MakeRoom(ref ends, Count, to - from);
        var shift = used - start;
        for (var row = from; row < to; row++) ends[Count++] = texts.ends[row] >= 0 ? texts.ends[row] + shift : ~(~texts.ends[row] + shift);
        used += length;
    }

    public override void Clear()
    {
        base.Clear();
        used = 0;
    }

    private int EndOf(int row) => ends[row] >= 0 ? ends[row] : ~ends[row];

    private void AddEnd(int end)
    {
        MakeRoom(ref ends, Count);
        ends[Count++] = end;
    }
}
