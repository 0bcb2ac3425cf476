using System.Buffers.Binary;

namespace PersonEtl.Etl.Export;

/// <summary>
/// Texts packed into pieces of bytes, each with its length before it; a row keeps where its text lies.
/// </summary>
internal sealed class TextValues : ColumnValues
{
    private const int Absent = -1;
    private const int PieceShift = 14;
    private const int PieceSize = 1 << PieceShift;
    private readonly Segments<int> places = new();
    private readonly List<byte[]> pieces = [];
    private int piece;
    private int used;

    public override int Count => places.Count;

    public ReadOnlySpan<byte> this[int row]
    {
        get
        {
            var place = places[row];
            var from = pieces[place >> PieceShift].AsSpan(place & (PieceSize - 1));
            return from.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(from));
        }
    }

    public override bool IsPresent(int row) => places[row] != Absent;

    public override ulong Counted(int row) => ColumnHash.OfText(this[row]);

    public override void AddNull() => places.Add(Absent);

    public void Add(ReadOnlySpan<byte> text)
    {
        var size = sizeof(int) + text.Length;
        if (piece == pieces.Count || used + size > PieceSize) NextPiece(size);
        var target = pieces[piece].AsSpan(used);
        BinaryPrimitives.WriteInt32LittleEndian(target, text.Length);
        text.CopyTo(target[sizeof(int)..]);
        places.Add((piece << PieceShift) | used);
        used += size;
    }

    public override void Append(ColumnValues other, int from, int to)
    {
        var texts = (TextValues)other;
        for (var row = from; row < to; row++)
        {
            if (texts.IsPresent(row)) Add(texts[row]); else AddNull();
        }
    }

    public override void Clear()
    {
        places.Clear();
        (piece, used) = (0, 0);
    }

    /// <summary>A text longer than a piece gets a piece of its own size.</summary>
    private void NextPiece(int size)
    {
        if (piece < pieces.Count) piece++;
        used = 0;
        if (piece == pieces.Count) pieces.Add(new byte[Math.Max(PieceSize, size)]);
        else if (pieces[piece].Length < size) pieces[piece] = new byte[size];
    }
}
