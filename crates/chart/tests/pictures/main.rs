//! The charts as pictures: committed, read back, held to their sizes and times.

#[cfg(test)]
mod cohorts;
#[cfg(test)]
mod committed;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod funnel;
#[cfg(test)]
mod map;
#[cfg(test)]
mod measure;
#[cfg(test)]
mod money;
#[cfg(test)]
mod multiples;
#[cfg(test)]
mod nation;
#[cfg(test)]
mod outlook;
#[cfg(test)]
mod picture;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod shades;
#[cfg(test)]
mod small;
#[cfg(test)]
mod window;
#[cfg(test)]
mod world;
