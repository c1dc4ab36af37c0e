//! The model file, laid out so that a general compressor makes it small.
//!
//! Two thirds of a model file are the identities of its features: 64-bit hashes, which do not compress. They are in
//! ascending order though, and the distance from one to the next is some 16 bits shorter than a hash. A packed file
//! holds the distances, all lowest bytes first, then all second ones, up to the highest, which are nearly all zero. The
//! rest of the file is kept as it is, and [`unpack`] gives the same bytes back.
//!
//! Layout: where the identities begin in the file and how many there are, two 64-bit numbers, little-endian; the file
//! without them; the bytes of their distances.

use safetensors::SafeTensors;

/// Why a file cannot be packed or unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// Not a model file.
    #[error("not a sayso model; pack a file that `sayso train` has written")]
    NotAModel,
    /// Damaged, or not packed.
    #[error("the packed model is damaged; build the page again with `cargo xtask web build`")]
    Damaged,
}

const WORD: usize = size_of::<u64>();

/// Packs a model file.
///
/// # Errors
/// [`PackError::NotAModel`] if the file has no feature identities in ascending order.
pub fn pack(file: &[u8]) -> Result<Vec<u8>, PackError> {
    let (begin, ids) = identities(file).ok_or(PackError::NotAModel)?;
    let steps = distances(&ids).ok_or(PackError::NotAModel)?;
    let mut packed = Vec::with_capacity(2 * WORD + file.len());
    packed.extend((begin as u64).to_le_bytes());
    packed.extend((ids.len() as u64).to_le_bytes());
    packed.extend(&file[..begin]);
    packed.extend(&file[begin + ids.len() * WORD..]);
    for byte in 0..WORD {
        packed.extend(steps.iter().map(|step| step.to_le_bytes()[byte]));
    }
    Ok(packed)
}

/// The identities and where they begin.
fn identities(file: &[u8]) -> Option<(usize, Vec<u64>)> {
    let view = SafeTensors::deserialize(file).ok()?;
    let data = view.tensor("ids").ok()?.data();
    // The view borrows from the file, so its distance from the beginning is where it is.
    let begin = data.as_ptr().addr().checked_sub(file.as_ptr().addr())?;
    let ids = data.chunks_exact(WORD).map(|b| u64::from_le_bytes(b.try_into().unwrap_or_default()));
    Some((begin, ids.collect()))
}

/// From each identity to the next, the first from 0; `None` if they do not ascend.
fn distances(ids: &[u64]) -> Option<Vec<u64>> {
    let before = std::iter::once(0).chain(ids.iter().copied());
    ids.iter().zip(before).map(|(id, before)| id.checked_sub(before)).collect()
}

/// The model file that was packed.
///
/// # Errors
/// [`PackError::Damaged`] if the numbers do not fit the size. Anything else that is wrong is left to the reader of model
/// files, which trusts nothing.
pub fn unpack(packed: &[u8]) -> Result<Vec<u8>, PackError> {
    parts(packed).map(|(before, after, planes)| join(before, after, planes)).ok_or(PackError::Damaged)
}

/// The file before the identities, the file after them, and the bytes of the distances.
fn parts(packed: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (begin, rest) = number(packed)?;
    let (count, rest) = number(rest)?;
    let (kept, planes) = rest.split_at_checked(rest.len().checked_sub(count.checked_mul(WORD)?)?)?;
    let (before, after) = kept.split_at_checked(begin)?;
    Some((before, after, planes))
}

fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (number, rest) = bytes.split_first_chunk()?;
    Some((usize::try_from(u64::from_le_bytes(*number)).ok()?, rest))
}

fn join(before: &[u8], after: &[u8], planes: &[u8]) -> Vec<u8> {
    let count = planes.len() / WORD;
    let mut file = Vec::with_capacity(before.len() + planes.len() + after.len());
    file.extend(before);
    let mut id = 0u64;
    for i in 0..count {
        let bytes: [u8; WORD] = std::array::from_fn(|byte| planes[byte * count + i]);
        id = id.wrapping_add(u64::from_le_bytes(bytes));
        file.extend(id.to_le_bytes());
    }
    file.extend(after);
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEWS: &[u8] = include_bytes!("../../../models/news-open.safetensors");

    #[test]
    fn the_same_file_comes_back() {
        let packed = pack(NEWS).unwrap();
        assert_eq!(packed.len(), NEWS.len() + 2 * WORD);
        assert!(unpack(&packed).unwrap() == NEWS);
    }

    #[test]
    fn damage_is_an_error() {
        let packed = pack(NEWS).unwrap();
        assert_eq!(pack(b"no model"), Err(PackError::NotAModel));
        assert_eq!(unpack(b"short"), Err(PackError::Damaged));
        for (at, number) in [(0, u64::MAX), (8, u64::MAX), (8, 1 << 40), (0, NEWS.len() as u64)] {
            let mut damaged = packed.clone();
            damaged[at..at + WORD].copy_from_slice(&number.to_le_bytes());
            assert_eq!(unpack(&damaged), Err(PackError::Damaged), "{number} at {at}");
        }
    }
}
