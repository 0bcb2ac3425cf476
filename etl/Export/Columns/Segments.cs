namespace PersonEtl.Etl.Export;

/// <summary>
/// A growing list in pieces of equal size, each small enough to stay out of the large object heap: growing copies nothing,
/// and clearing keeps the pieces for the next row group.
/// </summary>
internal sealed class Segments<T>
{
    private const int Shift = 10;
    private const int Size = 1 << Shift;
    private readonly List<T[]> pieces = [];

    public int Count { get; private set; }

    public T this[int index] => pieces[index >> Shift][index & (Size - 1)];

    public void Add(T value)
    {
        if (Count >> Shift == pieces.Count) pieces.Add(new T[Size]);
        pieces[Count >> Shift][Count & (Size - 1)] = value;
        Count++;
    }

    public void Append(Segments<T> other, int from, int to)
    {
        for (var i = from; i < to; i++) Add(other[i]);
    }

    public void Clear() => Count = 0;
}
